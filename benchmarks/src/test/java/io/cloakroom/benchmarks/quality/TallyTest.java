package io.cloakroom.benchmarks.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TallyTest {

    private static final Set<String> SCOPE = Set.of("EMAIL", "PERSON", "PHONE");
    private static final Labelled TEXT =
            new Labelled("1", "Mail a@b.co now, ann lee", List.of(label("5-11 EMAIL"), label("17-24 PERSON")), null);

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                // findings | exact right | overlap right | wrong | touched | covered | leak
                "5-11 EMAIL, 17-24 PERSON           | 2 | 2 | 0 | 2 | 2 | 0",
                "                                   | 0 | 0 | 0 | 0 | 0 | 1",
                "17-20 PERSON                       | 0 | 1 | 0 | 1 | 0 | 0.7",
                "17-20 PERSON, 21-24 PERSON         | 0 | 1 | 0 | 1 | 1 | 0.4",
                "5-11 URL                           | 0 | 0 | 0 | 1 | 1 | 0.6",
                "5-11 PHONE                         | 0 | 0 | 1 | 1 | 1 | 0.6",
                "0-4 PHONE, 0-99 PHONE              | 0 | 0 | 1 | 0 | 0 | 1",
                "5-11 EMAIL, 5-11 EMAIL             | 1 | 1 | 0 | 1 | 1 | 0.6",
                "0-24 EMAIL                         | 0 | 1 | 0 | 2 | 2 | 0",
            })
    void counts(String findings, int exact, int overlap, int wrong, int touched, int covered, double leak) {
        Counts all = tally(TEXT, SCOPE, findings).all();
        assertThat(all.exactly().right()).isEqualTo(exact);
        assertThat(all.overlap().right()).isEqualTo(overlap);
        assertThat(all.overlap().wrong()).isEqualTo(wrong);
        assertThat(all.touched).isEqualTo(touched);
        assertThat(all.covered).isEqualTo(covered);
        assertThat(all.leak()).isEqualTo(leak, within(1e-9));
    }

    @Test
    void piecesAreWrongOnlyExactly() {
        Counts person =
                tally(TEXT, SCOPE, "17-20 PERSON, 21-24 PERSON").byType().get("PERSON");
        assertThat(person.overlap().precision()).isEqualTo(1);
        assertThat(person.exactly().precision()).isZero();
    }

    @Test
    void whatLiesOutsideOfAllLabelsIsOverRedaction() {
        assertThat(tally(TEXT, SCOPE, "0-4 PHONE").overRedaction()).isEqualTo(4 / 7.0, within(1e-9));
    }

    @Test
    void aTextWithoutLabelsIsHitInScopeOnly() {
        Labelled none = new Labelled("2", "ssn 000-00-0000", List.of(), null);
        assertThat(tally(none, Set.of("ID_NUMBER"), "4-15 ID_NUMBER").negativesHit())
                .isEqualTo(1);
        Tally other = tally(none, Set.of("ID_NUMBER"), "4-15 PHONE");
        assertThat(other.negativesHit()).isZero();
        assertThat(other.outOfScope()).isEqualTo(1);
        assertThat(other.negatives()).isEqualTo(1);
    }

    @Test
    void uncertainLabelsAreNeutral() {
        Labelled weak = new Labelled("3", "078051121", List.of(new Label(0, 9, "ID_NUMBER", 0.3)), null);
        Counts all = tally(weak, Set.of("ID_NUMBER"), "0-9 ID_NUMBER").all();
        assertThat(all.labels).isZero();
        assertThat(all.wrong).isZero();
    }

    @Test
    void oneFindingMeetsOneLabel() {
        Labelled two = new Labelled("4", "a@b.co c@d.co", List.of(label("0-6 EMAIL"), label("7-13 EMAIL")), null);
        Counts all = tally(two, SCOPE, "0-13 EMAIL").all();
        assertThat(all.overlap().recall()).isEqualTo(0.5);
        assertThat(all.coveredShare()).isEqualTo(1);
    }

    @Test
    void offsetsAreCodePoints() {
        Labelled smile = new Labelled("5", "\uD83D\uDE00 Al", List.of(label("2-4 PERSON")), null);
        assertThat(tally(smile, SCOPE, "0-1 PERSON").all().leak()).isEqualTo(1);
        assertThat(tally(smile, SCOPE, "2-4 PERSON").all().leak()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 3, 0.5, 0.25, 0.3333, 0.2778", "0, 0, 2, NaN, 0, NaN, NaN", "0, 3, 2, 0, 0, 0, 0"})
    void measures(int right, int wrong, int missed, double p, double r, double f1, double f2) {
        Counts.Measures measures = new Counts.Measures(right, wrong, missed);
        assertThat(measures.precision()).isEqualTo(p, within(1e-4));
        assertThat(measures.recall()).isEqualTo(r, within(1e-4));
        assertThat(measures.f(1)).isEqualTo(f1, within(1e-4));
        assertThat(measures.f(2)).isEqualTo(f2, within(1e-4));
    }

    private static Tally tally(Labelled text, Set<String> scope, String findings) {
        List<Label> labels = new ArrayList<>();
        if (findings != null) {
            for (String finding : findings.split(", *", -1)) {
                labels.add(label(finding.strip()));
            }
        }
        Tally tally = new Tally(0.5, Set.of());
        tally.add(text, scope, labels);
        return tally;
    }

    private static Label label(String written) {
        String[] parts = written.split("[- ]", -1);
        return new Label(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), parts[2], 1);
    }
}
