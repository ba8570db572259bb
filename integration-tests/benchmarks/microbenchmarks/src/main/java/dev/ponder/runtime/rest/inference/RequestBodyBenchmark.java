package dev.ponder.runtime.rest.inference;

import java.util.Set;
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

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.ponder.runtime.rest.http.BodyJson;
import dev.ponder.testing.TestConfig;
import io.vertx.core.buffer.Buffer;

/** A request's body from its bytes to the bytes for the upstream, with another model name. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RequestBodyBenchmark {

    private static final String TEXT = "Grüße aus Zürich: prüfe diese Rechnung, 日本語の文章も読む, 42 °C. A train leaves at nine. ";

    private static final Set<String> OWN = Set.of("ponder", "optillm_approach");

    @Param({"1000", "100000", "2000000"})
    public int bytes;

    private final JsonBodyReader reader = new JsonBodyReader(new BodyJson(new ObjectMapper(), TestConfig.defaults()));
    private Buffer body = Buffer.buffer();

    @Setup
    public void setUp() {
        int text = Math.max(1, bytes / Buffer.buffer(TEXT).length() - 1);
        body = Buffer.buffer("{\"model\":\"alias\",\"temperature\":0.7,\"messages\":[{\"role\":\"user\",\"content\":\""
                + TEXT.repeat(text) + "\"}]}");
    }

    /** The path of a relayed request. */
    @Benchmark
    public Object scanned() {
        return reader.scan(body, OWN, "model").forModel("alias", "gpt-4o-mini", false);
    }

    /** The path of a request for a strategy. */
    @Benchmark
    public Object parsed() {
        return reader.scan(body, OWN, "model").parsed();
    }
}
