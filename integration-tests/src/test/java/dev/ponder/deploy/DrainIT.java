package dev.ponder.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.LiveReply;
import dev.ponder.support.client.PonderClient;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.FakeModel;
import dev.ponder.support.upstream.FakeUpstream;
import dev.ponder.support.upstream.UpstreamScript;

/** Graceful shutdown of the packaged application. */
class DrainIT {

    private static final String READY = "/v2/health/ready";
    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final Duration BELOW_DEFAULT_TIMEOUT = Duration.ofSeconds(20);

    /** Both servers start at once, since starting takes longest. */
    private static Server completing;
    private static Server aborting;

    @BeforeAll
    static void start() throws Exception {
        completing = Server.start("6S", "30S");
        aborting = Server.start("0S", "1S");
    }

    @AfterAll
    static void stop() {
        completing.close();
        aborting.close();
    }

    @Test
    void runningStreamsAreCompleted() throws Exception {
        PackagedServer server = completing.process();
        PonderClient client = completing.client();
        assertThat(client.send("GET", READY, "").text()).isEqualTo("{\"ready\":true}");
        try (Stream relayed = completing.openStream(""); Stream written = completing.openStream("re2-")) {
            CompletableFuture<Long> delayOver = server.logsAt("Waiting for HTTP requests to complete");
            long terminated = System.nanoTime();
            server.terminate();
            HttpReply notReady = await(client, READY, reply -> reply.status() != 200);
            assertThat(notReady.status()).isEqualTo(503);
            assertThat(notReady.text()).isEqualTo("{\"ready\":false}");
            assertThat(client.send("GET", "/q/health/ready", "").status()).isEqualTo(503);
            assertThat(client.send("GET", "/v2/health/live", "").status()).isEqualTo(200);
            assertThat(completing.answer().content(0)).isEqualTo("It is 391.");

            long over = delayOver.orTimeout(WAIT.toSeconds(), TimeUnit.SECONDS).exceptionally(late -> {
                throw new AssertionError("the delay did not end; the log is: " + server.log(), late);
            }).join();
            assertThat(Duration.ofNanos(over - terminated)).isGreaterThanOrEqualTo(Duration.ofSeconds(6));
            relayed.call().say("b").finish("stop");
            written.call().say("b").finish("stop");
            assertThat(relayed.reply().rest()).contains("\"b\"").endsWith("data: [DONE]\n\n");
            assertThat(written.reply().rest()).contains("\"b\"").endsWith("data: [DONE]\n\n");
        }
        assertThat(server.exitCode()).isIn(0, 143);
        assertThat(server.log()).doesNotContain("ERROR", "WARN");
    }

    @Test
    void streamsThatExceedTheLimitAreAbortedAndTheirCallsClosed() throws Exception {
        try (Stream stream = aborting.openStream("")) {
            aborting.process().terminate();

            stream.call().closedAt(BELOW_DEFAULT_TIMEOUT);
            assertThatThrownBy(stream.reply()::rest).isInstanceOf(UncheckedIOException.class);
        }
        assertThat(aborting.process().exitCode()).isIn(0, 143);
    }

    /** Sends requests until the reply is as expected. */
    private static HttpReply await(PonderClient client, String path, Predicate<HttpReply> expected) {
        long end = System.nanoTime() + WAIT.toNanos();
        HttpReply reply = client.send("GET", path, "");
        while (!expected.test(reply)) {
            assertThat(System.nanoTime()).as("still %s: %s", path, reply).isLessThan(end);
            reply = client.send("GET", path, "");
        }
        return reply;
    }

    private record Server(FakeUpstream upstream, FakeModel model, PackagedServer process) implements AutoCloseable {

        static Server start(String delay, String timeout) throws IOException {
            var upstream = new FakeUpstream();
            return new Server(upstream, upstream.model(),
                    PackagedServer.start(Map.of("OPENAI_BASE_URL", upstream.baseUrl(),
                            "QUARKUS_SHUTDOWN_DELAY", delay, "QUARKUS_SHUTDOWN_TIMEOUT", timeout), "--http_port=0"));
        }

        PonderClient client() {
            return new PonderClient(process.address());
        }

        /** Opens a stream and reads its first word. */
        Stream openStream(String prefix) {
            CompletableFuture<LiveReply> head = client().chatLive(Chat.stream(prefix + model.name()));
            FakeCall call = model.next().begin().say("a");
            LiveReply reply = head.join();
            assertThat(reply.nextContent()).isEqualTo("a");
            return new Stream(call, reply);
        }

        HttpReply answer() {
            return client().chat(Chat.ask(upstream.model().plays(UpstreamScript.answers("It is 391.")).name()));
        }

        @Override
        public void close() {
            process.close();
            upstream.close();
        }
    }

    private record Stream(FakeCall call, LiveReply reply) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            reply.close();
        }
    }
}
