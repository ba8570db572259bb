package dev.ponder.deploy;

import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.LiveReply;
import dev.ponder.support.client.PonderClient;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.FakeModel;
import dev.ponder.support.upstream.FakeUpstream;
import dev.ponder.support.upstream.UpstreamScript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;


/** The packaged application is told to stop. */
class DrainIT {

    private static final String READY = "/v2/health/ready";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LESS_THAN_THE_DEFAULT = Duration.ofSeconds(20);

    private final FakeUpstream upstream = new FakeUpstream();
    private final FakeModel model = upstream.model();
    private PackagedServer server;
    private PonderClient client;

    @AfterEach
    void stop() {
        server.close();
        upstream.close();
    }

    @Test
    void streamsUnderWayEndAsTheyShould() throws Exception {
        start("2S", "30S");
        try (Stream relayed = open(model.name()); Stream written = open("re2-" + model.name())) {
            CompletableFuture<Long> delayOver = server.saysAt("Waiting for HTTP requests to complete");
            long told = System.nanoTime();
            server.terminate();
            HttpReply notReady = await(READY, reply -> reply.status() != 200);
            assertThat(notReady.status()).isEqualTo(503);
            assertThat(notReady.text()).isEqualTo("{\"ready\":false}");
            assertThat(client.send("GET", "/q/health/ready", "").status()).isEqualTo(503);
            assertThat(client.send("GET", "/v2/health/live", "").status()).isEqualTo(200);
            assertThat(late().content(0)).isEqualTo("It is 391.");

            long over = delayOver.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).exceptionally(late -> {
                throw new AssertionError("the delay did not end; the server said: " + server.log(), late);
            }).join();
            assertThat(Duration.ofNanos(over - told)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
            relayed.call().say("b").finish("stop");
            written.call().say("b").finish("stop");
            assertThat(relayed.reply().rest()).contains("\"b\"").endsWith("data: [DONE]\n\n");
            assertThat(written.reply().rest()).contains("\"b\"").endsWith("data: [DONE]\n\n");
        }
        assertThat(server.exitCode()).isIn(0, 143);
        assertThat(server.log()).doesNotContain("ERROR", "WARN");
    }

    @Test
    void streamsThatOutliveTheLimitAreCutAndTheirCallsClosed() throws Exception {
        start("0S", "1S");
        try (Stream stream = open(model.name())) {
            server.terminate();

            stream.call().closedAt(LESS_THAN_THE_DEFAULT);
            assertThatThrownBy(stream.reply()::rest).isInstanceOf(UncheckedIOException.class);
        }
        assertThat(server.exitCode()).isIn(0, 143);
    }

    private void start(String delay, String limit) throws Exception {
        server = PackagedServer.start(Map.of("OPENAI_BASE_URL", upstream.baseUrl(), "QUARKUS_SHUTDOWN_DELAY", delay,
                "QUARKUS_SHUTDOWN_TIMEOUT", limit), "--http_port=0");
        client = new PonderClient(server.address());
        assertThat(client.send("GET", READY, "").text()).isEqualTo("{\"ready\":true}");
    }

    /** An answer of which the first word has come. */
    private Stream open(String name) {
        CompletableFuture<LiveReply> head = client.chatLive(Chat.stream(name));
        FakeCall call = model.next().begin().say("a");
        LiveReply reply = head.join();
        assertThat(reply.nextContent()).isEqualTo("a");
        return new Stream(call, reply);
    }

    private HttpReply late() {
        return client.chat(Chat.ask(upstream.model().that(UpstreamScript.says("It is 391.")).name()));
    }

    /** Asks until the answer is as expected. */
    private HttpReply await(String path, Predicate<HttpReply> expected) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        HttpReply reply = client.send("GET", path, "");
        while (!expected.test(reply)) {
            assertThat(System.nanoTime()).as("still %s: %s", path, reply).isLessThan(end);
            reply = client.send("GET", path, "");
        }
        return reply;
    }

    private record Stream(FakeCall call, LiveReply reply) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            reply.close();
        }
    }
}
