package io.cloakroom.benchmarks.load;

/** One question that is put to several parties under the same conditions. */
interface Scenario {

    /** Measures and adds to the report. When it throws, the report says so and the run goes on. */
    void run(Lab lab) throws Exception;
}
