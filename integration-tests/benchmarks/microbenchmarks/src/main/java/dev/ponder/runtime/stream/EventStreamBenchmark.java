package dev.ponder.runtime.stream;

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

import io.vertx.core.buffer.Buffer;

/** {@link SseParser}: events of an upstream, in reads of one or several events. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EventStreamBenchmark {

    private static final String EVENT = "data: {\"id\":\"chatcmpl-0123456789\",\"object\":\"chat.completion.chunk\","
            + "\"created\":1780000000,\"model\":\"gpt-4o-mini\",\"system_fingerprint\":\"fp_44709d6fcb\",\"choices\":[{\"index\":0,"
            + "\"delta\":{\"content\":\" Grüße\"},\"logprobs\":null,\"finish_reason\":null}]}\n\n";
    private static final int LIMIT = 1 << 20;

    /** The number of events in one read. */
    @Param({"1", "16"})
    public int events;

    private Buffer bytes = Buffer.buffer();
    private SseParser data = SseParser.ofData(LIMIT);
    private SseParser raw = SseParser.ofRawEvents(LIMIT);

    @Setup
    public void setUp() {
        bytes = Buffer.buffer(EVENT.repeat(events));
        data = SseParser.ofData(LIMIT);
        raw = SseParser.ofRawEvents(LIMIT);
    }

    @Benchmark
    public Object data() {
        return data.parse(bytes);
    }

    @Benchmark
    public Object rawEvents() {
        return raw.parse(bytes);
    }
}
