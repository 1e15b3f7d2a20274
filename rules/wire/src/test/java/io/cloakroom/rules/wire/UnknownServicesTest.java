package io.cloakroom.rules.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cloakroom.rules.engine.Action;
import io.cloakroom.rules.wire.UnknownFormats.Format;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A service that is catalogued and not described, whatever it sends. */
class UnknownServicesTest {

    private static final String ADDRESS = "ada@example.org";
    private static final String PROMPT = "Write to " + ADDRESS + ", \"the Müller case\"\nby 5 & sign.";

    private final Lens everything =
            Objects.requireNonNull(SiteCatalogue.shipped().site("you.com")).genericLens();
    private final MailInspector inspector = new MailInspector();

    static List<Format> readable() {
        return UnknownFormats.readable();
    }

    static List<Format> unreadable() {
        return UnknownFormats.unreadable();
    }

    @ParameterizedTest
    @MethodSource("readable")
    void whatCanBeReadIsReplacedAndNothingElseChanges(Format format) throws Exception {
        Payload leaving = inspector
                .inspect(everything, everything, format.payload(PROMPT))
                .payload();
        Payload expected = format.payload(PROMPT.replace(ADDRESS, "[EMAIL_1]"));
        assertThat(new String(leaving.body(), ISO_8859_1)).isEqualTo(new String(expected.body(), ISO_8859_1));
        assertThat(leaving.target()).isEqualTo(expected.target());
    }

    @ParameterizedTest
    @MethodSource("readable")
    void whatHoldsNothingLeavesAsItCame(Format format) throws Exception {
        Payload harmless = format.payload("Write a poem about \"the Müller case\"\nand sign & send.");
        assertThat(inspector.inspect(everything, everything, harmless).payload())
                .isSameAs(harmless);
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void whatCannotBeReadDoesNotLeaveAndSaysWhy(Format format) {
        Payload payload = format.payload(PROMPT);
        Inspection[] inspection = new Inspection[1];
        Throwable unreadable = catchThrowable(() -> inspection[0] = inspector.inspect(everything, everything, payload));
        if (unreadable == null) {
            assertThat(inspection[0].verdict().action()).isEqualTo(Action.BLOCK);
            assertThat(inspection[0].verdict().reason()).isNotEmpty();
        } else {
            assertThat(unreadable).isInstanceOf(LensException.class).message().isNotEmpty();
        }
    }

    /** Challenges and proofs look the same, so it leaves; the alarm tells of it. */
    @Test
    void whatIsSealedIsNotSilent() throws Exception {
        byte[] noise = new byte[900];
        new Random(5).nextBytes(noise);
        String sealed = Base64.getEncoder().encodeToString(noise);
        assertThat(drift("{\"iv\":\"c2FsdA==\",\"data\":\"" + sealed + "\"}")).isEqualTo(Drift.SEALED);
        assertThat(drift("{\"text\":\"" + "Hi there. ".repeat(200) + "\",\"proof\":\"" + sealed + "\"}"))
                .isEqualTo(Drift.UNDESCRIBED);
    }

    private Drift drift(String body) throws LensException {
        return inspector
                .inspect(everything, everything, new Payload("/", "application/json", body.getBytes(UTF_8)))
                .drift();
    }
}
