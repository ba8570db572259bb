package dev.ponder.runtime.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.chat.Usage;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.runtime.upstream.Endpoint;
import dev.ponder.runtime.upstream.RelayCall;
import dev.ponder.runtime.upstream.RelayPart;
import dev.ponder.runtime.upstream.RelayedReply;
import dev.ponder.runtime.upstream.TimeoutOverrides;
import dev.ponder.testing.VirtualTime;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

class OpenAiRelayTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Buffer BODY = Buffer.buffer("{ \"model\":\"m\",  \"x\": 1.50, \"é\": \"\\u00e9\" }");
    private static final int BLOCKS = 1024;
    private static final Buffer BLOCK = Buffer.buffer(new byte[64 * 1024]);

    private static Multi<RelayPart> parts(ModelServer server, boolean streaming) {
        return server.relay(new RelayCall(new Endpoint("/chat/completions", "chat completions"), "m", BODY, streaming,
                false, false, TimeoutOverrides.NONE));
    }

    private static RelayedReply relay(ModelServer server, boolean streaming) {
        return RelayedReply.of(parts(server, streaming));
    }

    private static AssertSubscriber<RelayPart> subscribe(Multi<RelayPart> parts, long demand) {
        return parts.subscribe().withSubscriber(AssertSubscriber.create(demand));
    }

    @Test
    void bytesGoBothWaysUntouched() {
        String odd = "{\"weird\" :  1e3 ,\"choices\":[ ] }\n";
        try (var server = ModelServer.replying(200, "application/json", odd)) {
            assertThat(relay(server, false).body()).hasToString(odd);
            assertThat(server.exchanges().get(0).body()).isEqualTo(BODY);
        }
    }

    @Test
    void aByteOrderMarkIsRemovedFromAWholeReply() {
        String odd = "{\"weird\" :  1e3 ,\"choices\":[ ] }\n";
        try (var server = ModelServer.replying(200, "application/json", "\uFEFF" + odd)) {
            RelayedReply reply = relay(server, false);

            assertThat(reply.body()).hasToString(odd);
        }
    }

    @Test
    void anErrorIsRelayedAsItIs() {
        String odd = "{ \"error\" : {\"message\":\"I am a teapot\", \"x\":1.50} }";
        try (var server = ModelServer.replying(418, "application/json", odd)) {
            RelayedReply reply = relay(server, true);

            assertThat(reply.status()).isEqualTo(418);
            assertThat(reply.body()).hasToString(odd);
        }
    }

    @Test
    void aPageInPlaceOfAnErrorBecomesOne() {
        try (var server = ModelServer.replying(502, "text/html", "<html>Bad gateway</html>")) {
            RelayedReply reply = relay(server, true);

            assertThat(reply.status()).isEqualTo(502);
            assertThat(reply.headers()).containsEntry("Content-Type", "application/json");
            assertThat(reply.body().toString()).contains("\"type\":\"upstream_error\"");
        }
    }

    @Test
    void aPageInPlaceOfAStreamIsNoAnswer() {
        try (var server = ModelServer.replying(200, "text/html", "<html>Welcome</html>")) {
            var reader = subscribe(parts(server, true), Long.MAX_VALUE).awaitFailure(PATIENCE);

            assertThat(reader.getFailure()).hasFieldOrPropertyWithValue("fault", Fault.MALFORMED);
            assertThat(reader.getItems()).isEmpty();
        }
    }

    @Test
    void headersOfTheHopAreLeftBehind() {
        try (var server = ModelServer.replying(request -> request.response().putHeader("X-Request-Id", "7")
                .putHeader("Content-Type", "application/json").putHeader("Set-Cookie", "a=b").putHeader("Server", "x")
                .putHeader("Keep-Alive", "timeout=5").end("{}"))) {
            assertThat(relay(server, false).headers())
                    .containsOnly(Map.entry("X-Request-Id", "7"), Map.entry("Content-Type", "application/json"));
        }
    }

    @Test
    void aStreamThatWasCutFailsAfterItsBytes() {
        String piece = "data: {\"id\": \"c\", \"object\": \"chat.completion.chunk\", \"created\": 1, \"model\": \"m\","
                + " \"choices\": [{\"index\": 0, \"delta\": {\"role\": \"assistant\", \"content\": \"a\"},"
                + " \"finish_reason\": null}]}\n\n";
        try (var server = ModelServer.streaming(piece)) {
            var reader = subscribe(parts(server, true), Long.MAX_VALUE).awaitFailure(PATIENCE);

            assertThat(reader.getItems()).contains(new RelayPart.Bytes(Buffer.buffer(piece)));
            assertThat(reader.getFailure()).hasFieldOrPropertyWithValue("fault", Fault.MALFORMED);
        }
        try (var server = ModelServer.streaming(piece, "data: [DONE]\n\n")) {
            assertThat(relay(server, true).body()).asString().startsWith(piece)
                    .contains("\"finish_reason\":\"stop\"").endsWith("data: [DONE]\n\n");
        }
    }

    /**
     * A server that has 64 MB to say to a client that reads one piece: what it can be rid of is what the sockets hold.
     * The same reply to another client, read to its end, takes longer than an unrestrained server would have needed.
     */
    @Test
    void aSlowReaderHoldsTheServerBack() {
        var firstSent = new AtomicBoolean();
        var requests = new AtomicInteger();
        try (var server = ModelServer.replying(request -> {
            boolean first = requests.getAndIncrement() == 0;
            pump(request.response().setChunked(true), BLOCKS, () -> firstSent.compareAndSet(false, first));
        })) {
            var slow = subscribe(parts(server, false), 1).awaitItems(1, PATIENCE);
            int size = BLOCKS * BLOCK.length();
            assertThat(relay(server, false).body().length()).isEqualTo(size);

            assertThat(firstSent).as("all was sent although one piece was wanted").isFalse();
            slow.request(Long.MAX_VALUE);
            slow.awaitCompletion(PATIENCE);
            assertThat(length(slow.getItems())).isEqualTo(size);
        }
    }

    /** The time in which the client reads nothing does not count. */
    @Test
    void anUpstreamStallsWhileTheClientWantsMoreOnly() {
        var time = new VirtualTime();
        var call = new RelayCall(new Endpoint("/chat/completions", "chat completions"), "m", BODY, true, false, false,
                TimeoutOverrides.NONE);
        try (var server = ModelServer.replying(request -> ModelServer.stream(request)
                .write("data: {\"choices\": [{\"index\": 0, \"delta\": {\"content\": \"a\"}}]}\n\n"))) {
            var reader = subscribe(server.relay(call, time), 2).awaitItems(2, PATIENCE);
            server.onEventLoop(() -> true);
            time.advance(Duration.ofHours(1));
            reader.assertNotTerminated();
            reader.request(1);
            server.onEventLoop(() -> true);
            time.advance(Duration.ofHours(1));

            reader.awaitFailure(PATIENCE);
            assertThat(reader.getFailure()).hasFieldOrPropertyWithValue("fault", Fault.STALLED);
        }
    }

    private static int length(List<RelayPart> parts) {
        return parts.stream().mapToInt(part -> part instanceof RelayPart.Bytes bytes ? bytes.bytes().length() : 0)
                .sum();
    }

    private static void pump(HttpServerResponse response, int blocks, Runnable sent) {
        int left = blocks;
        while (left > 0 && !response.writeQueueFull()) {
            response.write(BLOCK);
            left--;
        }
        int rest = left;
        if (rest == 0) {
            sent.run();
            response.end();
        } else {
            response.drainHandler(drained -> pump(response, rest, sent));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/chat/completions", "/completions", "/embeddings", "/rerank"})
    void everyEndpointHasItsPath(String path) {
        var endpoint = new Endpoint(path, "an endpoint");
        try (var server = ModelServer.replying(200, "application/json", "{}")) {
            assertThat(server.upstream().relays(endpoint)).isTrue();
            RelayedReply.of(server
                    .relay(new RelayCall(endpoint, "m", BODY, false, false, false, TimeoutOverrides.NONE)));
            assertThat(server.exchanges().get(0).request().path()).isEqualTo("/v1" + path);
        }
    }

    /** A few vectors are larger than what is held back of a reply. */
    @Test
    void theUsageOfALargeReplyIsFoundInPassing() {
        String vector = "{\"usage\":{\"prompt_tokens\":1},\"embedding\":[" + "0.0123456789,".repeat(40_000) + "1]},";
        String reply = "{\"data\":[" + vector + vector + "{}], \"usage\" : {\"prompt_tokens\":77,\"x\":{\"y\":[]},"
                + "\"total_tokens\":78}, \"more\":\"" + "y".repeat(100_000) + "\"}";
        try (var server = ModelServer.replying(200, "application/json", reply)) {
            List<RelayPart> parts = parts(server, false).collect().asList().await().atMost(PATIENCE);

            assertThat(length(parts)).isEqualTo(reply.length());
            assertThat(parts).filteredOn(RelayPart.Used.class::isInstance)
                    .containsExactly(new RelayPart.Used(new Usage(77, 0, 78, 0, 0, false)));
        }
    }

    @Test
    void aLargeReplyThatIsNoJsonPassesAllTheSame() {
        String reply = "[1, 2" + "<".repeat(600_000);
        try (var server = ModelServer.replying(200, "application/json", reply)) {
            assertThat(relay(server, false).body()).hasToString(reply);
        }
    }
}
