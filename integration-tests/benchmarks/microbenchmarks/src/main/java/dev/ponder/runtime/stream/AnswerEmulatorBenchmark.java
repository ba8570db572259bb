package dev.ponder.runtime.stream;

import java.time.Duration;
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
import org.openjdk.jmh.infra.Blackhole;

import dev.ponder.api.Answer;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.runtime.config.StreamingConfig.Chunking;
import dev.ponder.runtime.time.Timer;

/** The parts of a whole answer, for a client that reads as fast as they come. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AnswerEmulatorBenchmark {

    private static final String SENTENCE = "The train travels 240 km in three hours, so that it goes 80 km/h. Grüße! ";

    private static final Timer NO_DELAYS = (delay, task) -> () -> {
    };

    @Param({"1000", "100000", "5000000"})
    public int characters;

    @Param({"WORDS", "WHOLE"})
    public Chunking chunking = Chunking.WORDS;

    private Answer answer = Answer.of("", FinishReason.STOP);
    private AnswerEmulator emulator = new AnswerEmulator(Chunking.WORDS, Duration.ZERO, NO_DELAYS);

    @Setup
    public void setUp() {
        answer = Answer.of(SENTENCE.repeat(characters / SENTENCE.length()), FinishReason.STOP);
        emulator = new AnswerEmulator(chunking, Duration.ZERO, NO_DELAYS);
    }

    @Benchmark
    public void emulate(Blackhole parts) {
        emulator.emulate(answer).subscribe().with(parts::consume);
    }
}
