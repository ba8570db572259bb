package dev.ponder.runtime.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.runtime.event.CallId;
import dev.ponder.runtime.event.RequestOrigin;
import dev.ponder.runtime.upstream.Endpoint;
import dev.ponder.runtime.upstream.RelayCall;
import dev.ponder.runtime.upstream.RelayedReply;
import dev.ponder.runtime.upstream.TimeoutOverrides;
import dev.ponder.runtime.upstream.Upstream;
import dev.ponder.testing.UpstreamCalls;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/** What the transport makes of content codings, redirections, closed connections and headers. */
class OpenAiTransportTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Buffer BODY = Buffer.buffer("{\"model\":\"m\"}");
    private static final String ANSWER = "{\"id\":\"1\",\"object\":\"chat.completion\",\"created\":1,"
            + "\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"42\"},"
            + "\"finish_reason\":\"stop\"}]}";

    private static RelayCall call(boolean streaming) {
        return new RelayCall(new Endpoint("/chat/completions", "chat completions"), "m", BODY, streaming, false, false,
                TimeoutOverrides.NONE);
    }

    private static void coded(HttpServerRequest request, String header, String contentType, byte[] bytes) {
        request.response().putHeader("Content-Encoding", header).putHeader("Content-Type", contentType)
                .end(Buffer.buffer(bytes));
    }

    private static byte[] coded(String coding, String text) {
        return ResponseDecoderTest.encoded(coding, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String answer(ModelServer server) {
        return answer(server.upstream());
    }

    private static String answer(Upstream upstream) {
        return upstream.complete(UpstreamCalls.question("Hi")).await().atMost(PATIENCE).choices().get(0)
                .text();
    }

    private static UpstreamException failure(ModelServer server, String baseUrl) {
        try {
            server.transport(baseUrl).send(new OpenAiTransport.Request(HttpMethod.POST, "/chat/completions", BODY,
                    PATIENCE, false, Map.of())).await().atMost(PATIENCE);
        } catch (UpstreamException failure) {
            return failure;
        }
        throw new AssertionError("no failure");
    }

    // Content codings

    @ParameterizedTest
    @CsvSource({"gzip,gzip", "deflate,zlib", "deflate,raw", "GZIP,gzip"})
    void aCompressedReplyIsDecoded(String header, String coding) {
        try (var server = ModelServer.replying(
                request -> coded(request, header, "application/json", coded(coding, ANSWER)))) {
            assertThat(answer(server)).isEqualTo("42");

            RelayedReply relayed = RelayedReply.of(server.relay(call(false)));
            assertThat(relayed.body()).hasToString(ANSWER);
            assertThat(relayed.headers().keySet()).noneMatch("Content-Encoding"::equalsIgnoreCase);
        }
    }

    @Test
    void codingsAreUndoneFromTheLastToTheFirst() {
        byte[] twice = ResponseDecoderTest.encoded("gzip", coded("zlib", ANSWER));
        try (var server = ModelServer.replying(request -> coded(request, "deflate, gzip", "application/json", twice))) {
            assertThat(answer(server)).isEqualTo("42");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "none", "utf-8"})
    void aReplyWithoutCodingIsReadAsItIs(String header) {
        try (var server = ModelServer.replying(request -> coded(request, header, "application/json",
                ANSWER.getBytes(StandardCharsets.UTF_8)))) {
            assertThat(answer(server)).isEqualTo("42");
        }
    }

    @Test
    void aCompressedStreamIsDecoded() {
        String chunk = "data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
                + "\"choices\":[{\"index\":0,\"delta\":{%s},\"finish_reason\":%s}]}\n\n";
        String events = chunk.formatted("\"role\":\"assistant\",\"content\":\"\"", "null")
                + chunk.formatted("\"content\":\"42\"", "null") + chunk.formatted("", "\"stop\"")
                + "data: [DONE]\n\n";
        try (var server = ModelServer.replying(
                request -> coded(request, "gzip", "text/event-stream", coded("gzip", events)))) {
            assertThat(Fixtures.together(server.upstream().stream(UpstreamCalls.question("Hi")).collect().asList()
                    .await().atMost(PATIENCE)).text()).isEqualTo("42");
            assertThat(RelayedReply.of(server.relay(call(true))).body()).hasToString(events);
        }
    }

    @Test
    void aCompressedErrorIsDecoded() {
        try (var server = ModelServer.replying(request -> request.response().setStatusCode(400)
                .putHeader("Content-Encoding", "gzip").end(Buffer.buffer(coded("gzip",
                        "{\"error\":{\"message\":\"too long\"}}"))))) {
            assertThatThrownBy(() -> answer(server)).hasMessageContaining("too long");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "gzip, br"})
    void anUnknownCodingIsAFaultOfTheUpstream(String header) {
        try (var server = ModelServer.replying(request -> coded(request, header, "application/json", new byte[9]))) {
            assertThatThrownBy(() -> answer(server)).hasFieldOrPropertyWithValue("fault", Fault.MALFORMED)
                    .hasMessageContaining("Content-Encoding");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void aReplyOfAnotherCodingIsAFaultOfTheUpstream(String header) {
        try (var server = ModelServer.replying(request -> coded(request, header, "application/json",
                ANSWER.getBytes(StandardCharsets.UTF_8)))) {
            assertThatThrownBy(() -> answer(server)).hasFieldOrPropertyWithValue("fault", Fault.MALFORMED)
                    .hasMessageContaining("cannot be decoded");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aZipBombEndsAtTheLimit(boolean relay) {
        byte[] bomb = ResponseDecoderTest.encoded("gzip", new byte[ModelServer.MAX_DECODED * 8]);
        try (var server = ModelServer.replying(request -> coded(request, "gzip", "application/json", bomb))) {
            assertThatThrownBy(() -> {
                if (relay) {
                    RelayedReply.of(server.relay(call(false)));
                } else {
                    answer(server);
                }
            }).hasMessageContaining("max-reply-size");
        }
    }

    @Test
    void onlyWhatIsDecodedIsAskedFor() {
        try (var server = ModelServer.replying(200, "application/json", ANSWER)) {
            answer(server);
            RelayedReply.of(server.relay(call(true)));

            assertThat(server.exchanges()).extracting(exchange -> exchange.request().getHeader("Accept-Encoding"))
                    .containsExactly("gzip, deflate", "identity");
        }
    }

    // Redirections

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectionOfTheSameOriginIsFollowed(int status) {
        try (var server = ModelServer.replying(request -> {
            if (request.path().endsWith("/")) {
                request.response().putHeader("Content-Type", "application/json").end(ANSWER);
            } else {
                request.response().setStatusCode(status).putHeader("Location", request.path() + "/?a=b").end("moved");
            }
        })) {
            RelayedReply relayed = RelayedReply.of(server.relay(call(false)));

            assertThat(relayed.body()).hasToString(ANSWER);
            assertThat(server.exchanges()).hasSize(2)
                    .allMatch(exchange -> exchange.request().method() == HttpMethod.POST)
                    .allMatch(exchange -> exchange.body().equals(BODY))
                    .allMatch(
                            exchange -> exchange.request().getHeader("Authorization").equals("Bearer " + Fixtures.KEY));
            assertThat(server.exchanges().get(1).request().uri()).isEqualTo("/v1/chat/completions/?a=b");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://other.internal:9/v1/x?token=hidden", "https://evil.example/", "http://localhost:1/v1",
                    "//elsewhere/v1"})
    void aRedirectionToAnotherServerIsReported(String location) {
        try (var server = ModelServer.replying(
                request -> request.response().setStatusCode(307).putHeader("Location", location).end())) {
            assertThatThrownBy(() -> RelayedReply.of(server.relay(call(true))))
                    .hasMessageContaining("307").hasMessageContaining(location.replaceAll(".*//|\\?.*", ""))
                    .hasMessageContaining("base-url").hasMessageNotContaining("hidden")
                    .hasFieldOrPropertyWithValue("status", 502);
            assertThat(server.exchanges()).hasSize(1);
        }
    }

    @Test
    void aLoopEnds() {
        try (var server = ModelServer.replying(request -> request.response().setStatusCode(302)
                .putHeader("Location", request.path()).end())) {
            assertThatThrownBy(() -> answer(server)).hasMessageContaining("after 5 redirections");
            assertThat(server.exchanges()).hasSize(6);
        }
    }

    @ParameterizedTest
    @CsvSource({"307,''", "301,http://[", "304,-", "300,/v1/x"})
    void anyOtherStatusOf300IsNoAnswer(int status, String location) {
        try (var server = ModelServer.replying(request -> {
            if (!location.equals("-")) {
                request.response().putHeader("Location", location);
            }
            request.response().setStatusCode(status).end();
        })) {
            assertThatThrownBy(() -> answer(server)).hasFieldOrPropertyWithValue("status", 502)
                    .hasMessageContaining(Integer.toString(status));
            if (status == 304 || status == 300) {
                RelayedReply relayed = RelayedReply.of(server.relay(call(false)));
                assertThat(relayed.status()).isEqualTo(502);
                assertThat(relayed.headers().keySet()).noneMatch("Location"::equalsIgnoreCase);
            }
        }
    }

    // Connections

    @Test
    void aStalePooledConnectionIsReplaced() {
        Map<HttpConnection, Integer> requests = new ConcurrentHashMap<>();
        try (var server = ModelServer.replying(request -> {
            if (requests.merge(request.connection(), 1, Integer::sum) > 1) {
                request.connection().close();
            } else {
                request.response().putHeader("Content-Type", "application/json").end(ANSWER);
            }
        })) {
            Upstream upstream = server.upstream();
            for (int i = 0; i < 4; i++) {
                assertThat(answer(upstream)).isEqualTo("42");
            }
        }
    }

    @Test
    void aNewConnectionThatIsClosedIsNotReplaced() {
        var requests = new AtomicInteger();
        try (var server = ModelServer.replying(request -> {
            requests.incrementAndGet();
            request.connection().close();
        })) {
            assertThatThrownBy(() -> answer(server)).hasFieldOrPropertyWithValue("fault", Fault.UNREACHABLE)
                    .hasMessageContaining("before it answered");
            assertThat(requests).hasValue(1);
        }
    }

    @Test
    void aConnectionThatBreaksWithinTheReplyIsNotReplaced() {
        var requests = new AtomicInteger();
        try (var server = ModelServer.replying(request -> {
            if (requests.incrementAndGet() == 1) {
                request.response().putHeader("Content-Type", "application/json").end(ANSWER);
            } else {
                request.response().putHeader("Content-Length", "100").write("{")
                        .onComplete(written -> request.connection().close());
            }
        })) {
            Upstream upstream = server.upstream();
            assertThat(answer(upstream)).isEqualTo("42");
            assertThatThrownBy(() -> answer(upstream)).hasFieldOrPropertyWithValue("fault", Fault.TRUNCATED);
            assertThat(requests).hasValue(2);
        }
    }

    // Causes

    @Test
    void everyFailureNamesAddressAndCause() {
        try (var server = ModelServer.replying(200, "application/json", "{}")) {
            assertThat(failure(server, "http://localhost:1/v1")).hasMessageContainingAll("http://localhost:1/v1",
                    "connection refused", "ponder.upstreams.local.base-url");
            assertThat(failure(server, "http://no-such-host.invalid/v1")).hasMessageContainingAll(
                    "'no-such-host.invalid' cannot be resolved", "base-url");
            assertThat(failure(server, "https://localhost:" + server.port() + "/v1")).hasMessageContainingAll(
                    "does not use TLS", "https://localhost:" + server.port());
        }
    }

    @ParameterizedTest
    @CsvSource({"404,{'detail':'Not Found'},true",
            "404,{'error':{'message':'Invalid URL (POST /chat/completions)'}},true",
            "404,<html>,true", "404,{'error':{'message':'The model x does not exist'}},false",
            "405,{'detail':'Method'},false"})
    void aForgottenVersionIsSuggested(int status, String body, boolean suggested) {
        UpstreamErrorClassifier errors = Fixtures.errors("http://localhost:8000/");
        Buffer bytes = Buffer.buffer(body.replace('\'', '"'));

        assertThat(errors.error(status, io.vertx.core.MultiMap.caseInsensitiveMultiMap(), bytes).getMessage()
                .contains("did you mean http://localhost:8000/v1?")).isEqualTo(suggested);
        assertThat(errors.forClient(status, io.vertx.core.MultiMap.caseInsensitiveMultiMap(), bytes).toString()
                .contains("did you mean http://localhost:8000/v1?")).isEqualTo(suggested);
        assertThat(Fixtures.ERRORS.error(status, io.vertx.core.MultiMap.caseInsensitiveMultiMap(), bytes).getMessage())
                .doesNotContain("did you mean");
    }

    // Headers

    @Test
    void listedHeadersOfTheClientAreForwarded() {
        var expected = Map.of("traceparent", "00-1", "x-request-id", "7", "authorization", "Bearer " + Fixtures.KEY);
        var origin = new RequestOrigin("/v1", "7", Map.of("traceparent", List.of("00-1"), "x-request-id", List.of("7"),
                "authorization", List.of("Bearer of-the-client"), "x-other", List.of("1")));
        try (var server = ModelServer.replying(200, "application/json", ANSWER)) {
            RelayedReply.of(server.relay(call(false).withId(new CallId("r", 1, origin))));
            server.upstream().complete(UpstreamCalls.question("Hi").withId(new CallId("r", 2, origin))).await()
                    .atMost(PATIENCE);

            for (String name : List.of("traceparent", "x-request-id", "authorization", "x-other")) {
                assertThat(server.exchanges()).extracting(exchange -> exchange.request().getHeader(name))
                        .containsExactly(expected.get(name), expected.get(name));
            }
        }
    }

    @Test
    void patternsSelectNoCredentials() {
        var origin = new RequestOrigin("/", "", Map.of("authorization", List.of("a"), "x-or-title", List.of("b", "c"),
                "content-length", List.of("5"), "host", List.of("h"), "cookie", List.of("d")));

        assertThat(new ForwardedHeaders(List.of("*")).of(origin)).containsExactly(Map.entry("x-or-title", "b, c"));
        assertThat(new ForwardedHeaders(List.of("X-OR-*", " Authorization ")).of(origin))
                .containsOnlyKeys("x-or-title", "authorization");
    }
}
