package io.cloakroom.rules.wire.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.wire.golden.GoldenFile;
import io.cloakroom.rules.wire.golden.Goldens;
import io.cloakroom.rules.wire.golden.Shipped;
import io.cloakroom.rules.wire.site.Site;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import io.cloakroom.rules.wire.site.SiteLint;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Descriptors sketched from the traffic of every service that has golden samples, and what these samples say of them. */
class SketchedSitesTest {

    private static final SiteCatalogue KNOWN = SiteCatalogue.shipped();

    /** Share of services whose samples pass with the proposed descriptor as it is. */
    private static final double UNEDITED = 0.8;

    static Stream<Arguments> services() {
        return Shipped.files().map(file -> Arguments.of(file.service(), file));
    }

    private static SiteSketch sketch(Traffic traffic, String id) {
        return SiteSketch.of(traffic, id, LocalDate.of(2026, 11, 28), KNOWN);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("services")
    void nothingOfItsSamplesIsLost(String id, GoldenFile file) {
        Measured measured = Measured.of(sketch(Recorded.of(file), id), file);
        assertThat(measured.requests()).isEmpty();
        assertThat(measured.responses()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("services")
    void theFileSaysWhatWasProposed(String id, GoldenFile file) throws Exception {
        SiteSketch sketch = sketch(Recorded.of(file), id);
        String name = id + ".yaml";
        assertThat(SiteCatalogue.read(name, sketch.yaml()).descriptor()).isEqualTo(sketch.descriptor());
        assertThat(SiteLint.of(Map.of(name, sketch.yaml()), List.of())).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("services")
    void itPassesTheSamplesThatAreWrittenWithIt(String id, GoldenFile file) {
        SiteSketch sketch = sketch(Recorded.of(file), id);
        Goldens own = Goldens.of(Site.of(sketch.descriptor()), sketch.goldens());
        assertThat(own.requests()).isNotEmpty();
        assertThat(own.failures()).isEmpty();
    }

    @Test
    void mostServicesPassTheirSamplesUnedited() {
        List<String> passed = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        Shipped.files().forEach(file -> {
            SiteSketch sketch = sketch(Recorded.of(file), file.service());
            boolean passes =
                    Goldens.of(Site.of(sketch.descriptor()), file).failures().isEmpty();
            (passes ? passed : failed).add(file.service());
        });
        assertThat(passed).as("all but %s", failed).hasSizeGreaterThanOrEqualTo((int)
                Math.ceil(UNEDITED * (passed.size() + failed.size())));
    }

    /** What half of the samples show is enough to let no text of the other half leave. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("services")
    void halfOfTheSamplesProtectTheOtherHalf(String id, GoldenFile file) {
        for (int half = 0; half < 2; half++) {
            assertThat(Measured.of(sketch(Recorded.of(file, half, 2), id), file).requests())
                    .isEmpty();
        }
    }

    /** Answers nobody recorded are the limit: most services are restored all the same. */
    @Test
    void halfOfTheSamplesRestoreMostOfTheOtherHalf() {
        for (int half = 0; half < 2; half++) {
            int first = half;
            long restored = Shipped.files()
                    .filter(file -> Measured.of(sketch(Recorded.of(file, first, 2), file.service()), file)
                            .nothingLost())
                    .count();
            assertThat(restored).isGreaterThan(Shipped.files().count() * 2 / 3);
        }
    }
}
