package io.cloakroom.benchmarks.quality;

/** What was counted of one entity type, or of all. */
final class Counts {

    int labels;
    /** Labels met by a finding of the same type, one finding for one label; and those met exactly. */
    int met;

    int exact;
    /** Findings that meet no label of their type, and further pieces of a label that is met already. */
    int wrong;

    int pieces;
    /** Labels touched by any finding, and labels whose every letter and digit is covered by findings of any type. */
    int touched;

    int covered;
    /** Letters and digits in labels, and those of them that no finding covers. */
    long characters;

    long leaked;

    void add(Counts other) {
        labels += other.labels;
        met += other.met;
        exact += other.exact;
        wrong += other.wrong;
        pieces += other.pieces;
        touched += other.touched;
        covered += other.covered;
        characters += other.characters;
        leaked += other.leaked;
    }

    /** Of findings that meet a label anyhow. */
    Measures overlap() {
        return new Measures(met, wrong, labels - met);
    }

    /** Of findings with exactly the label's span. */
    Measures exactly() {
        return new Measures(exact, wrong + pieces + (met - exact), labels - exact);
    }

    double leak() {
        return characters == 0 ? Double.NaN : (double) leaked / characters;
    }

    double touchedShare() {
        return labels == 0 ? Double.NaN : (double) touched / labels;
    }

    double coveredShare() {
        return labels == 0 ? Double.NaN : (double) covered / labels;
    }

    /** Precision, recall and their means; NaN where there is nothing to divide by. */
    record Measures(int right, int wrong, int missed) {

        double precision() {
            return right + wrong == 0 ? Double.NaN : (double) right / (right + wrong);
        }

        double recall() {
            return right + missed == 0 ? Double.NaN : (double) right / (right + missed);
        }

        /** @param beta how many times as much as precision recall weighs */
        double f(double beta) {
            double p = precision();
            double r = recall();
            double squared = beta * beta;
            return p + r == 0 ? 0 : (1 + squared) * p * r / (squared * p + r);
        }
    }
}
