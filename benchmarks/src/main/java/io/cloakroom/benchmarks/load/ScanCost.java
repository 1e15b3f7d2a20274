package io.cloakroom.benchmarks.load;

import io.cloakroom.rules.engine.Analyzer;
import io.cloakroom.rules.engine.names.Names;
import io.cloakroom.rules.engine.recognize.Recognizers;
import io.cloakroom.rules.engine.recognize.RulePacks;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/** What searching the text of one prompt costs by itself, without a proxy around it. */
final class ScanCost {

    private ScanCost() {}

    /** Processor time of one scan each. */
    static Samples measure(Duration warmUp, Duration window) {
        Analyzer analyzer = Recognizers.standard(RulePacks.shipped(), Names.load(), Recognizers.CACHE_WEIGHT);
        scan(analyzer, warmUp);
        return scan(analyzer, window);
    }

    private static Samples scan(Analyzer analyzer, Duration time) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Samples samples = new Samples();
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < until) {
            String text = Prompts.text();
            long begin = threads.getCurrentThreadCpuTime();
            if (analyzer.analyze(text, null).isEmpty()) {
                throw new IllegalStateException("nothing was found in the prompt");
            }
            samples.add(threads.getCurrentThreadCpuTime() - begin);
        }
        return samples;
    }
}
