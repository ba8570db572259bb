package dev.ponder.runtime.record.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.sun.net.httpserver.HttpServer;

import dev.ponder.runtime.config.RecordConfig.HttpConfig;
import dev.ponder.testing.TestConfig;

class HttpRecordSinkTest {

    private final Deque<Integer> statuses = new ArrayDeque<>();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private HttpServer collector;

    @BeforeEach
    void start() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/", exchange -> {
            received.add(exchange.getRequestHeaders().getFirst("authorization") + " "
                    + exchange.getRequestHeaders().getFirst("content-type") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(statuses.isEmpty() ? 204 : statuses.remove(), -1);
            exchange.close();
        });
        collector.start();
    }

    @AfterEach
    void stop() {
        collector.stop(0);
    }

    private HttpRecordSink sink() {
        HttpConfig config = new TestConfig()
                .with("ponder.record.http.url", "http://user:word@127.0.0.1:" + collector.getAddress().getPort()
                        + "/records?token=t")
                .with("ponder.record.http.headers.authorization", "Bearer of-the-collector")
                .with("ponder.record.http.retries", "2").ponder().record().http();
        return new HttpRecordSink(config, Duration.ofMillis(1));
    }

    private static List<byte[]> lines(String... lines) {
        return List.of(lines).stream().map(line -> line.getBytes(UTF_8)).toList();
    }

    @Test
    void postsJsonLines() throws Exception {
        try (var sink = sink()) {
            sink.write(lines("{1}", "{2}"));
        }

        assertThat(received).containsExactly("Bearer of-the-collector application/x-ndjson {1}\n{2}\n");
    }

    @Test
    void repeatsWhatMaySucceedLater() throws Exception {
        statuses.addAll(List.of(503, 429));
        try (var sink = sink()) {
            sink.write(lines("{1}"));
        }

        assertThat(received).hasSize(3);
    }

    @Test
    void givesUpAfterItsRetries() {
        statuses.addAll(List.of(500, 500, 500, 204));

        assertThatThrownBy(() -> sink().write(lines("{1}"))).isInstanceOf(IOException.class).hasMessage("status 500");
        assertThat(received).hasSize(3);
    }

    @Test
    void doesNotRepeatWhatTheCollectorRejects() {
        statuses.add(401);

        assertThatThrownBy(() -> sink().write(lines("{1}"))).isInstanceOf(IOException.class).hasMessage("status 401");
        assertThat(received).hasSize(1);
    }

    @Test
    void failsWhenTheCollectorIsNotThere() {
        collector.stop(0);

        assertThatThrownBy(() -> sink().write(lines("{1}"))).isInstanceOf(IOException.class);
    }

    @Test
    void itsNameHasNoSecret() {
        assertThat(sink().name()).isEqualTo("http://127.0.0.1:" + collector.getAddress().getPort() + "/records");
    }
}
