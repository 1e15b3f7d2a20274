package io.cloakroom.rules.engine.names.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import opennlp.tools.ml.maxent.quasinewton.QNModel;
import opennlp.tools.ml.model.AbstractModel;
import opennlp.tools.ml.model.Context;

/** The mean of several models that learned from the same lines in different orders: what the last lines of one order taught too well, the others forgot. */
final class AveragedWeights {

    private final Map<String, double[]> sums = new TreeMap<>();
    private List<String> outcomes = List.of();
    private int models;

    void add(AbstractModel model) {
        Object[] structures = model.getDataStructures();
        @SuppressWarnings("unchecked")
        Map<String, Context> rows = (Map<String, Context>) structures[1];
        String[] names = (String[]) structures[2];
        if (models++ == 0) {
            outcomes = List.of(names);
        }
        int[] order = Arrays.stream(names).mapToInt(outcomes::indexOf).toArray();
        rows.forEach((label, row) -> {
            double[] sum = sums.computeIfAbsent(label, l -> new double[outcomes.size()]);
            for (int i = 0; i < row.getOutcomes().length; i++) {
                sum[order[row.getOutcomes()[i]]] += row.getParameters()[i];
            }
        });
    }

    /**
     * The model, small: weights that change next to nothing are left out, the others rounded, which makes the file a fraction of its size.
     *
     * @param least weights below this are left out
     * @param scale what the others are multiplied by
     * @param step what they are rounded to
     */
    AbstractModel small(double least, double scale, double step) {
        List<String> labels = new ArrayList<>();
        List<Context> contexts = new ArrayList<>();
        sums.forEach((label, sum) -> {
            int[] ids = new int[sum.length];
            double[] weights = new double[sum.length];
            int kept = 0;
            for (int i = 0; i < sum.length; i++) {
                double weight = sum[i] / models;
                if (Math.abs(weight) >= least) {
                    ids[kept] = i;
                    weights[kept++] = Math.round(weight * scale / step) * step;
                }
            }
            if (kept > 0) {
                labels.add(label);
                contexts.add(new Context(Arrays.copyOf(ids, kept), Arrays.copyOf(weights, kept)));
            }
        });
        return new QNModel(
                contexts.toArray(Context[]::new), labels.toArray(String[]::new), outcomes.toArray(String[]::new));
    }
}
