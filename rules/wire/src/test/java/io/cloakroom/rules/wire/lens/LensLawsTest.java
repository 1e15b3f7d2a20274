package io.cloakroom.rules.wire.lens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.wire.Lens;
import io.cloakroom.rules.wire.Located;
import io.cloakroom.rules.wire.Payload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The laws of {@link io.cloakroom.rules.wire.Lens}, for every step and for steps composed at random. */
class LensLawsTest {

    /** Whoever adds a step adds it to those that are wrapped at random. */
    @Test
    void everyStepIsAmongThem() {
        List<String> wrapped = new ArrayList<>(Wrapped.OUTER);
        wrapped.addAll(Wrapped.INNER);
        wrapped.addAll(BinaryLawsTest.LAYERS);
        assertThat(wrapped)
                .containsAll(Stream.of(Kind.values()).map(Kind::notation).toList());
    }

    @Property(tries = 2000)
    void hold(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        Wrapped wrapped = Wrapped.random(random, false);
        Laws.check(Lenses.parse(wrapped.notation()), wrapped.payload(), List.of(wrapped.text()), random);
    }

    @Property(tries = 2000)
    void everyByteOutsideAnEditStays(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        Wrapped wrapped = Wrapped.random(random, true);
        Laws.leavesTheRestAlone(Lenses.parse(wrapped.notation()), wrapped.payload(), random);
    }

    @Property(tries = 1000)
    void holdForAllStringsOfADocument(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        JsonDocument document = JsonDocument.any(random);
        Payload payload = new Payload("/", "application/json", document.json().getBytes(UTF_8));
        List<String> pointers = new ArrayList<>();
        document.strings().keySet().forEach(pointer -> pointers.add("json:" + pointer));
        Laws.check(Lenses.all(pointers), payload, List.copyOf(document.strings().values()), random);
        Laws.leavesTheRestAlone(Lenses.all(pointers), payload, random);
    }

    @Property(tries = 500)
    void holdForManyFociInManyLayers(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        List<String> texts = new ArrayList<>();
        StringBuilder body = new StringBuilder("v=1");
        for (int field = random.nextInt(3); field >= 0; field--) {
            StringBuilder lines = new StringBuilder();
            for (int line = random.nextInt(3); line >= 0; line--) {
                texts.add(Texts.random(random, true));
                String inner = "[null, " + JsonDocument.string(texts.getLast(), random) + "]";
                lines.append("{\"k\": ")
                        .append(JsonDocument.string(inner, random))
                        .append("}\n");
            }
            body.append("&f.req=").append(Wrapped.percent(lines.toString(), random));
        }
        Payload payload = new Payload(
                "/", "application/x-www-form-urlencoded", body.toString().getBytes(UTF_8));
        Lens lens = Lenses.parse("form:f.req > lines:* > json:/k > json:/1");
        Laws.check(lens, payload, texts, random);
        Laws.leavesTheRestAlone(lens, payload, random);
    }

    @Property(tries = 500)
    void holdForTheGenericLens(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        JsonDocument document = JsonDocument.any(random);
        Payload payload = new Payload("/?v=1", "text/plain", document.json().getBytes(UTF_8));
        Located located = new GenericLens(Set.of()).locate(payload);
        List<String> plain = document.strings().values().stream()
                .filter(text -> !text.isEmpty() && text.length() < 24 && !text.startsWith("data:"))
                .toList();
        List<String> found = new ArrayList<>(Laws.texts(located));
        found.retainAll(plain);
        assertThat(found).containsAll(plain);
        Laws.leavesTheRestAlone(new GenericLens(Set.of()), payload, random);
        Map<Integer, List<TextEdit>> edits = new HashMap<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < located.segments().size(); i++) {
            String text = located.segments().get(i).text();
            List<TextEdit> own = Texts.edits(text, random).stream()
                    .map(edit -> new TextEdit(edit.span(), "[PERSON_7]"))
                    .toList();
            edits.put(i, own);
            expected.add(Texts.edited(text, own));
        }
        assertThat(located.splice(Map.of())).isSameAs(payload);
        assertThat(Laws.texts(new GenericLens(Set.of()).locate(located.splice(edits))))
                .isEqualTo(expected);
    }
}
