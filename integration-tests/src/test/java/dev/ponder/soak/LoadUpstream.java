package dev.ponder.soak;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.support.upstream.ChatJson;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * A model server that writes as fast as it is read, and counts its open calls. Unlike {@code FakeUpstream} it runs on event loops:
 * a thousand endless streams with back-pressure would need as many blocked threads there.
 */
final class LoadUpstream implements AutoCloseable {

    /** A model whose answers end. */
    static final String BRIEF = "brief";
    /** A model whose streams do not end. */
    static final String ENDLESS = "endless";

    private static final int SEND_BUFFER = 16 * 1024;
    /** After so many events, other tasks of the event loop run. */
    private static final int EVENTS_AT_A_TIME = 32;
    private static final int WORDS = 64;
    private static final String WORD = "x".repeat(63) + " ";

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Map<HttpServerResponse, String> open = new ConcurrentHashMap<>();
    private final AtomicLong calls = new AtomicLong();
    private final Map<String, Stream> streams = new ConcurrentHashMap<>();

    /** An endless stream, the port of the caller, and the bytes sent. */
    private record Stream(HttpServerResponse response, int port, AtomicLong sent) {}

    LoadUpstream() {
        var options = new HttpServerOptions().setHost("127.0.0.1").setPort(0).setSendBufferSize(SEND_BUFFER)
                .setAcceptBacklog(4_096);
        server = vertx.createHttpServer(options).requestHandler(this::handle).listen().toCompletionStage()
                .toCompletableFuture().join();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.actualPort() + "/v1";
    }

    /** The number of calls that are neither answered nor closed. */
    int open() {
        return open.size();
    }

    /** Descriptions of the open calls, for failure messages. */
    Collection<String> openCalls() {
        return open.values();
    }

    long calls() {
        return calls.get();
    }

    /** The bytes sent on the endless stream of each client. */
    Map<String, Long> sent() {
        var sent = new HashMap<String, Long>();
        streams.forEach((user, stream) -> sent.put(user, stream.sent.get()));
        return sent;
    }

    /** The bytes of the stream of a client in the system's socket buffers. */
    long queued(String user, KernelQueues queues) {
        Stream stream = streams.get(user);
        return stream == null ? 0 : queues.between(server.actualPort(), stream.port);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void handle(HttpServerRequest request) {
        if (request.path().equals("/v1/models")) {
            request.response().putHeader("Content-Type", "application/json")
                    .end("{\"object\":\"list\",\"data\":[{\"id\":\"brief\"},{\"id\":\"endless\"}]}");
            return;
        }
        long call = calls.incrementAndGet();
        HttpServerResponse response = request.response();
        open.put(response, "not read yet");
        response.endHandler(ended -> open.remove(response));
        response.closeHandler(left -> {
            open.remove(response);
            streams.values().removeIf(stream -> stream.response == response);
        });
        request.body().onSuccess(bytes -> answer(request, ChatJson.parse(bytes.getBytes()), call));
    }

    private void answer(HttpServerRequest request, JsonNode body, long call) {
        HttpServerResponse response = request.response();
        String model = body.path("model").asText();
        if (response.closed()) {
            return;
        }
        open.replace(response,
                model + " for " + body.path("user").asText() + ", stream " + body.path("stream").asBoolean());
        if (!body.path("stream").asBoolean()) {
            String text = "Answer " + call + ": " + WORD.repeat(WORDS);
            response.putHeader("Content-Type", "application/json").end(ChatJson.completion(model,
                    Collections.nCopies(body.path("n").asInt(1), text), "stop").toString());
            return;
        }
        response.setChunked(true).putHeader("Content-Type", "text/event-stream").setWriteQueueMaxSize(SEND_BUFFER);
        response.write(event(ChatJson.role(model)));
        if (model.equals(ENDLESS)) {
            var stream = new Stream(response, request.remoteAddress().port(), new AtomicLong());
            streams.put(body.path("user").asText(), stream);
            pour(stream, event(ChatJson.content(model, WORD.repeat(8))));
        } else {
            for (int i = 0; i < WORDS; i++) {
                response.write(event(ChatJson.content(model, WORD)));
            }
            response.write(event(ChatJson.finish(model, "stop")));
            response.write(event(ChatJson.usage(model)));
            response.end("data: [DONE]\n\n");
        }
    }

    private void pour(Stream stream, Buffer event) {
        HttpServerResponse response = stream.response;
        for (int i = 0; i < EVENTS_AT_A_TIME && !response.closed(); i++) {
            if (response.writeQueueFull()) {
                response.drainHandler(drained -> pour(stream, event));
                return;
            }
            response.write(event.copy()).onSuccess(left -> stream.sent.addAndGet(event.length()));
        }
        if (!response.closed()) {
            vertx.runOnContext(turn -> pour(stream, event));
        }
    }

    private static Buffer event(JsonNode json) {
        return Buffer.buffer("data: " + json + "\n\n");
    }
}
