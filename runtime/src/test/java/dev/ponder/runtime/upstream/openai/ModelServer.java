package dev.ponder.runtime.upstream.openai;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.runtime.time.Timer;
import dev.ponder.runtime.upstream.RelayCall;
import dev.ponder.runtime.upstream.RelayPart;
import dev.ponder.runtime.upstream.Upstream;
import dev.ponder.testing.TestConfig;
import io.smallrye.mutiny.Multi;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** A real HTTP server whose replies a test writes, and an upstream that talks to it. */
final class ModelServer implements AutoCloseable {

    /** The largest size that a compressed response of a test decodes to. */
    static final int MAX_DECODED = 1 << 20;
    private static final int PATIENCE_SECONDS = 20;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    private final ConnectionPools connections = new ConnectionPools(
            opened -> vertx.httpClientBuilder().withConnectHandler(opened).build(),
            vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false)), Clock.systemUTC());
    private final Context eventLoop = vertx.getOrCreateContext();
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /** A request as it came. */
    record Exchange(HttpServerRequest request, Buffer body) {

        JsonNode json() {
            return Fixtures.json(body.toString());
        }
    }

    private ModelServer(Handler<HttpServerRequest> replies) {
        server = get(vertx.createHttpServer().requestHandler(request -> request.body().onSuccess(body -> {
            exchanges.add(new Exchange(request, body));
            replies.handle(request);
        })).listen(0));
    }

    /** A server that does this with every request, once its body is there. */
    static ModelServer replying(Handler<HttpServerRequest> replies) {
        return new ModelServer(replies);
    }

    /** A server that gives one reply to all. */
    static ModelServer replying(int status, String contentType, String body) {
        return replying(request -> request.response().setStatusCode(status).putHeader("Content-Type", contentType)
                .end(body.replace('\'', '"')));
    }

    /** A server that streams these pieces and ends. */
    static ModelServer streaming(String... pieces) {
        return replying(request -> {
            HttpServerResponse response = stream(request);
            for (String piece : pieces) {
                response.write(piece.replace('\'', '"'));
            }
            response.end();
        });
    }

    /** The beginning of a stream. */
    static HttpServerResponse stream(HttpServerRequest request) {
        return request.response().setChunked(true).putHeader("Content-Type", "text/event-stream; charset=utf-8");
    }

    /** An upstream without limits in time. */
    Upstream upstream() {
        return upstream((delay, task) -> () -> {
        });
    }

    /** An upstream with the default limits in this time. */
    Upstream upstream(Timer delays) {
        return new OpenAiUpstream("local", transport(),
                new TestConfig().with("ponder.upstreams.local.max-connections", "8").ponder().upstreams().get("local"),
                new ForwardedHeaders(List.of("traceparent", "x-request-id")), delays, Fixtures.MAPPER, Fixtures.ERRORS);
    }

    /** The parts of a relayed response. */
    Multi<RelayPart> relay(RelayCall call) {
        return RelayPart.of(upstream(), call, task -> eventLoop.runOnContext(go -> task.run()));
    }

    /** The same, with the timeouts of the upstream in this time. */
    Multi<RelayPart> relay(RelayCall call, Timer timer) {
        return RelayPart.of(upstream(timer), call, task -> eventLoop.runOnContext(go -> task.run()), timer);
    }

    /** The way to it. */
    OpenAiTransport transport() {
        return transport("http://localhost:" + port() + "/v1/");
    }

    /** A transport to this base URL. */
    OpenAiTransport transport(String baseUrl) {
        UpstreamCredentials credentials = UpstreamCredentials.of("ponder.upstreams.local", Optional.of(Fixtures.KEY),
                Optional.empty(), Map.of(), new ArrayList<>());
        return new OpenAiTransport(connections, UpstreamAddress.parse(baseUrl), () -> credentials,
                Fixtures.errors(baseUrl), Clock.systemUTC(), MAX_DECODED);
    }

    int port() {
        return server.actualPort();
    }

    /** Does this where requests live in the server, on one event loop, and waits for it. */
    <T> T onEventLoop(Supplier<T> task) {
        var done = Promise.<T>promise();
        eventLoop.runOnContext(go -> done.complete(task.get()));
        return get(done.future());
    }

    /** The requests that came, in order. */
    List<Exchange> exchanges() {
        return exchanges;
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        get(vertx.close());
    }
}
