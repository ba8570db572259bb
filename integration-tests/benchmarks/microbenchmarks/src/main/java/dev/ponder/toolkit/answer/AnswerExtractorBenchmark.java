package dev.ponder.toolkit.answer;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The final answer of replies in different forms. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AnswerExtractorBenchmark {

    private static final String STEP = "The first part gives 6 and the second gives 7, so that both together are 13. ";

    /** Forms of the end of a reply. */
    public enum Form {
        BOX("The product is \\boxed{42}."), SENTENCE("The answer is 42."), JSON("```json\n{\"answer\": 42}\n```"), NONE(
                "That is all that can be said about it.");

        private final String end;

        Form(String end) {
            this.end = end;
        }
    }

    @Param
    public Form form = Form.BOX;

    @Param({"10", "1000"})
    public int steps;

    private String reply = "";

    @Setup
    public void setUp() {
        reply = STEP.repeat(steps) + form.end;
    }

    @Benchmark
    public Object extract() {
        return AnswerExtractor.extract(reply, QuestionHint.NONE);
    }
}
