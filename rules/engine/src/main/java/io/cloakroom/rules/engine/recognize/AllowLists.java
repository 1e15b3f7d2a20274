package io.cloakroom.rules.engine.recognize;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.Recognizer;
import io.cloakroom.rules.engine.StrictYaml;
import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import io.cloakroom.rules.engine.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The allow lists of an installation. They win over every recognizer, shipped or not, except over the terms of the installation's own
 * dictionaries and over what a person's vault already holds, which is looked for apart.
 */
public final class AllowLists {

    static final AllowLists NONE = new AllowLists(List.of());

    private final List<AllowList> lists;
    private final List<Compiled> compiled;

    AllowLists(List<AllowList> lists) {
        this.lists = List.copyOf(lists);
        this.compiled = lists.stream().map(Compiled::new).toList();
    }

    static AllowList read(String name, String yaml) throws InvalidYamlException {
        AllowList list = StrictYaml.read(name, yaml, AllowList.class);
        for (String regex : list.regexes()) {
            try {
                Pattern.compile(regex);
            } catch (PatternSyntaxException e) {
                int at = Math.max(0, yaml.indexOf(regex));
                int line = 1 + (int) yaml.substring(0, at).lines().count() - (at > 0 ? 1 : 0);
                throw new InvalidYamlException(
                        name,
                        line,
                        "not an RE2 pattern: " + e.getDescription(),
                        "look-around and back-references do not exist in RE2");
            }
        }
        return list;
    }

    boolean isEmpty() {
        return lists.isEmpty();
    }

    AllowLists with(AllowLists others) {
        List<AllowList> all = new ArrayList<>(lists);
        all.addAll(others.lists);
        return new AllowLists(all);
    }

    /** A recognizer that proposes what another does, without what is allowed. */
    Recognizer over(Recognizer recognizer, Set<String> dictionaries) {
        return isEmpty() ? recognizer : new Allowed(recognizer, this, dictionaries);
    }

    private boolean allows(Finding finding, String value) {
        String folded = PackKeywords.fold(value);
        return compiled.stream().anyMatch(list -> list.allows(finding, value, folded));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AllowLists that && lists.equals(that.lists);
    }

    @Override
    public int hashCode() {
        return lists.hashCode();
    }

    @Override
    public String toString() {
        return lists.toString();
    }

    private record Allowed(Recognizer recognizer, AllowLists lists, Set<String> dictionaries) implements Recognizer {

        @Override
        public String id() {
            return recognizer.id();
        }

        @Override
        public boolean isAskedAgain() {
            return recognizer.isAskedAgain();
        }

        @Override
        public List<Finding> recognize(Text text) {
            return recognizer.recognize(text).stream()
                    .filter(finding -> dictionaries.contains(finding.recognizer())
                            || !lists.allows(finding, finding.span().of(text.original())))
                    .toList();
        }
    }

    private static final class Compiled {

        private final AllowList list;
        private final Set<String> values;
        private final List<Pattern> regexes;

        Compiled(AllowList list) {
            this.list = list;
            this.values = list.values().stream().map(PackKeywords::fold).collect(Collectors.toCollection(HashSet::new));
            this.regexes = list.regexes().stream().map(Pattern::compile).toList();
        }

        boolean allows(Finding finding, String value, String folded) {
            return (list.types().isEmpty() || list.types().contains(finding.type()))
                    && (list.subtypes().isEmpty()
                            || (finding.subtype() != null && list.subtypes().contains(finding.subtype())))
                    && (list.recognizers().isEmpty() || list.recognizers().contains(finding.recognizer()))
                    && (values.contains(folded)
                            || regexes.stream().anyMatch(p -> p.matcher(value).matches()));
        }
    }
}
