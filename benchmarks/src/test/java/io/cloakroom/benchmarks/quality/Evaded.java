package io.cloakroom.benchmarks.quality;

import java.util.ArrayList;
import java.util.List;

/**
 * Recall of the values an evasion rewrites.
 *
 * @param clean as they were
 * @param evading rewritten
 * @param lost what was found clean only: prompt and type
 */
record Evaded(double clean, double evading, List<String> lost) {

    static Evaded measure(Engine engine, EvaluationSet set, Evasion evasion) {
        int all = 0;
        int clean = 0;
        int evading = 0;
        List<String> lost = new ArrayList<>();
        for (Prompt prompt : set.prompts()) {
            Labelled text = prompt.messages().getFirst();
            if (text.labels().stream().noneMatch(evasion::applies)) {
                continue;
            }
            Labelled rewritten = evasion.rewrite(text);
            List<Label> found = engine.find(text.text());
            List<Label> foundRewritten = engine.find(rewritten.text());
            for (int i = 0; i < text.labels().size(); i++) {
                if (evasion.applies(text.labels().get(i))) {
                    boolean before = text.labels().get(i).meetsAny(found);
                    boolean after = rewritten.labels().get(i).meetsAny(foundRewritten);
                    all++;
                    clean += before ? 1 : 0;
                    evading += after ? 1 : 0;
                    if (before && !after) {
                        lost.add(text.id() + " " + text.labels().get(i).type());
                    }
                }
            }
        }
        return new Evaded((double) clean / all, (double) evading / all, lost);
    }
}
