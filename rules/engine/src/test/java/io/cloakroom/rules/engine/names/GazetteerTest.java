package io.cloakroom.rules.engine.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.rules.engine.names.Gazetteer.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class GazetteerTest {

    private static int flags(Gazetteer gazetteer, String word) {
        return gazetteer.flags(Hashing.ofFolded(word, 0, word.length()));
    }

    @Test
    void knowsAWordOnEveryListAndWithoutItsDiacritics() {
        Gazetteer gazetteer = Gazetteer.of(Map.of(
                Kind.GIVEN,
                new TreeSet<>(Set.of("jürgen", "paris")),
                Kind.CITY,
                new TreeSet<>(Set.of("paris", "łódź"))));
        assertThat(flags(gazetteer, "Jurgen")).isEqualTo(Kind.GIVEN.flag());
        assertThat(flags(gazetteer, "Jürgen")).isEqualTo(Kind.GIVEN.flag());
        assertThat(flags(gazetteer, "Paris")).isEqualTo(Kind.GIVEN.flag() | Kind.CITY.flag());
        assertThat(flags(gazetteer, "lodz")).isEqualTo(Kind.CITY.flag());
        assertThat(flags(gazetteer, "table")).isZero();
    }

    @Property(tries = 100)
    void readsBackWhatItWrote(@ForAll @Size(max = 40) Set<@AlphaChars @NotEmpty String> words) throws IOException {
        Gazetteer gazetteer = Gazetteer.of(Map.of(Kind.SURNAME, new TreeSet<>(words)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        gazetteer.write(out);
        Gazetteer again = Gazetteer.read(new ByteArrayInputStream(out.toByteArray()));
        assertThat(again).isEqualTo(gazetteer);
        assertThat(words).allMatch(word -> flags(again, word) == Kind.SURNAME.flag());
    }

    @Test
    void refusesOtherFiles() {
        assertThatThrownBy(() -> Gazetteer.read(new ByteArrayInputStream(new byte[64])))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a gazetteer");
    }
}
