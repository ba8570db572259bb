package dev.ponder.support.upstream;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.JsonNode;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;

/**
 * A model server on a free port. Every test asks for models of its own, so tests share nothing: neither scripts nor
 * what Ponder has learned about a model.
 */
public final class FakeUpstream implements AutoCloseable {

    /** What {@code GET /models} lists. The second has slashes, the last begins like a strategy's prefix and is none. */
    public static final List<String> LISTED = List.of("listed", "team/llama-3.3/70b", "none-of-yours");

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Map<String, FakeModel> models = new ConcurrentHashMap<>();
    private final AtomicInteger named = new AtomicInteger();

    public FakeUpstream() {
        this.server = vertx.createHttpServer().requestHandler(this::handle).listen(0).toCompletionStage()
                .toCompletableFuture().join();
    }

    /** A model that nobody has heard of, which holds all calls until the test answers them. */
    public FakeModel model() {
        return model("m");
    }

    /** The same with a name that begins like this, which says what upstream answers for it. */
    public FakeModel model(String prefix) {
        return named(prefix + named.incrementAndGet());
    }

    /** The model of this name. */
    public FakeModel named(String name) {
        return models.computeIfAbsent(name, FakeModel::new);
    }

    public String baseUrl() {
        return baseUrl("v1");
    }

    /** The same server at another path, which {@link FakeCall#door()} tells. */
    public String baseUrl(String door) {
        return "http://localhost:" + server.actualPort() + "/" + door;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void handle(HttpServerRequest request) {
        if (request.path().endsWith("/models")) {
            request.response().putHeader("Content-Type", "application/json").end(ChatJson.models(LISTED).toString());
            return;
        }
        long arrived = System.nanoTime();
        request.body().onSuccess(bytes -> {
            JsonNode body = ChatJson.parse(bytes.getBytes());
            var call = new FakeCall(vertx.getOrCreateContext(), request, bytes, body, arrived);
            named(body.path("model").asText()).take(call);
        });
    }
}
