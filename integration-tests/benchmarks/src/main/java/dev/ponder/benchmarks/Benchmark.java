package dev.ponder.benchmarks;

/** Something that is measured. */
interface Benchmark {

    /** The name for {@code --only}, the CSV file and the plots. */
    String id();

    /** The heading in the report. */
    String title();

    /** What was measured and how, in one or two sentences of the report. */
    String method();

    /** Measures, and adds what it measured to the results. */
    void run(Run run);
}
