package io.cloakroom.rules.engine.recognize;

import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import io.cloakroom.rules.engine.recognize.RulePack.Match;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What checking one rule pack and running its examples came to.
 *
 * @param pack the pack, or null when it could not be read
 * @param examples how many examples were run
 * @param problems what is wrong; empty when the pack may be used
 */
public record PackTest(String file, @Nullable RulePack pack, int examples, List<Problem> problems) {

    static PackTest run(PackFile file) {
        List<Problem> form = file.lint();
        if (!form.isEmpty()) {
            return new PackTest(file.name(), null, 0, form);
        }
        try {
            RulePack pack = file.read();
            int examples =
                    pack.examples().match().size() + pack.examples().noMatch().size();
            return new PackTest(file.name(), pack, examples, file.test(pack));
        } catch (InvalidYamlException e) {
            throw new IllegalStateException("lint reports what cannot be read", e);
        }
    }

    /** Those of the examples, such as another version's of the pack, that a pack does not find. */
    public static List<Match> missed(RulePack pack, List<Match> examples) {
        return PackFile.missed(pack, examples);
    }

    public boolean passed() {
        return problems.isEmpty();
    }
}
