package dev.ponder.runtime.warmup;

import java.util.stream.IntStream;

import dev.ponder.runtime.rest.http.RequestClient;
import dev.ponder.runtime.security.ApiClient;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * Listens on a free port of the loopback interface. It serves the routes of the application, so that the warm-up does not
 * depend on the application's port, TLS or host, and an upstream with a fixed answer. Requests without the token get 404.
 */
final class WarmupServer {

    /** The header of requests to the application. */
    static final String TOKEN = "x-ponder-warmup";
    private static final String HOST = "127.0.0.1";
    private static final int CHUNKS = 20;
    private static final Buffer COMPLETION = Buffer.buffer("""
            {"id":"warmup","object":"chat.completion","created":1,"model":"warmup","choices":[{"index":0,"message":\
            {"role":"assistant","content":"The answer is 42. %s"},"finish_reason":"stop"}],"usage":\
            {"prompt_tokens":200,"completion_tokens":200,"total_tokens":400}}"""
            .formatted("Six by seven. ".repeat(50)));
    private static final String CHUNK = """
            {"id":"warmup","object":"chat.completion.chunk","created":1,"model":"warmup","choices":[{"index":0,"delta":%s,\
            "finish_reason":%s}]}""";
    private static final String USAGE = """
            {"id":"warmup","object":"chat.completion.chunk","created":1,"model":"warmup","choices":[],"usage":\
            {"prompt_tokens":200,"completion_tokens":20,"total_tokens":220}}""";
    private static final String STREAMED = "\"stream\":true";

    private final HttpServer server;
    private final String token;
    private final boolean accessControlled;

    WarmupServer(Vertx vertx, String token, boolean accessControlled) {
        this.token = token;
        this.accessControlled = accessControlled;
        this.server = vertx.createHttpServer(new HttpServerOptions().setHost(HOST).setPort(0))
                .requestHandler(this::handle);
    }

    Future<HttpServer> listen() {
        return server.listen();
    }

    Future<Void> close() {
        return server.close();
    }

    int port() {
        return server.actualPort();
    }

    /** The base URL of the upstream. */
    String upstream() {
        return "http://" + HOST + ":" + port() + "/" + token + "/v1";
    }

    private void handle(HttpServerRequest request) {
        if (token.equals(request.getHeader(TOKEN))) {
            if (accessControlled) {
                RequestClient.attach(request, ApiClient.ANONYMOUS);
            }
            VertxHttpRecorder.getRootHandler().handle(request);
        } else if (request.path().startsWith("/" + token + "/")) {
            request.body().onSuccess(body -> complete(body, request.response()));
        } else {
            request.response().setStatusCode(404).end();
        }
    }

    private static void complete(Buffer body, HttpServerResponse response) {
        if (!body.toString().contains(STREAMED)) {
            response.putHeader("Content-Type", "application/json").end(COMPLETION);
            return;
        }
        response.putHeader("Content-Type", "text/event-stream").setChunked(true);
        response.write(event(CHUNK.formatted("{\"role\":\"assistant\",\"content\":\"\"}", "null")));
        IntStream.range(0, CHUNKS)
                .forEach(i -> response.write(event(CHUNK.formatted("{\"content\":\"word " + i + " \"}", "null"))));
        response.write(event(CHUNK.formatted("{}", "\"stop\"")));
        response.write(event(USAGE));
        response.end(event("[DONE]"));
    }

    private static Buffer event(String data) {
        return Buffer.buffer("data: " + data + "\n\n");
    }
}
