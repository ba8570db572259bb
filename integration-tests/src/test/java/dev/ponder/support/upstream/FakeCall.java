package dev.ponder.support.upstream;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;

import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** A call that arrived, and the pen to answer it with. Any thread may write; what is written goes out in that order. */
public final class FakeCall {

    private final Context context;
    private final HttpServerRequest request;
    private final Buffer bytes;
    private final JsonNode body;
    private final long arrived;
    private final CompletableFuture<Long> closed = new CompletableFuture<>();
    private volatile int choices;

    FakeCall(Context context, HttpServerRequest request, Buffer bytes, JsonNode body, long arrived) {
        this.context = context;
        this.request = request;
        this.bytes = bytes;
        this.body = body;
        this.arrived = arrived;
        this.choices = body.path("n").asInt(1);
        response().closeHandler(left -> closed.complete(System.nanoTime()));
    }

    public byte[] bytes() {
        return bytes.getBytes();
    }

    public JsonNode json() {
        return body;
    }

    /** The path at which it came in: which of several upstreams was asked. */
    public String door() {
        return request.path().split("/")[1];
    }

    /** The endpoint at which it came in, such as {@code /chat/completions}. */
    public String endpoint() {
        return request.path().substring(door().length() + 1);
    }

    private boolean ofText() {
        return endpoint().equals("/completions");
    }

    public String path() {
        return request.path();
    }

    public MultiMap headers() {
        return request.headers();
    }

    public boolean streaming() {
        return body.path("stream").asBoolean();
    }

    /** How many choices it asks for. */
    public int choices() {
        return choices;
    }

    /** Answers with one choice, whatever it asks for. */
    FakeCall ignoreN() {
        choices = 1;
        return this;
    }

    /** All texts of its messages, to tell stages apart. */
    public String prompt() {
        return body.path("messages").toString();
    }

    /** When it arrived, by {@link System#nanoTime()}. */
    public long arrived() {
        return arrived;
    }

    /** Whether the caller closed it before it was answered. */
    public boolean closed() {
        return closed.isDone();
    }

    /** When the caller closed it, by {@link System#nanoTime()}; waits for it, a while. */
    public long closedAt(Duration patience) {
        return closed.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    /** Sends a whole reply. */
    public void reply(int status, String text, Map<String, String> headers) {
        write(response -> {
            response.setStatusCode(status).putHeader("Content-Type", "application/json");
            headers.forEach(response::putHeader);
            response.end(text);
        });
    }

    /** Sends a whole reply that is right as far as HTTP goes. */
    public void json(JsonNode json) {
        reply(200, json.toString(), Map.of());
    }

    /** Sends a whole completion with these choices. */
    public void completion(List<String> texts) {
        json(ofText()
                ? TextJson.completion(model(), texts, "stop")
                : ChatJson.completion(model(), texts, "stop"));
    }

    /** Sends a whole completion with one choice. */
    public void completion(String text) {
        completion(List.of(text));
    }

    /** Sends the head of a stream and, in a conversation, the role. */
    public FakeCall begin() {
        return ofText() ? head() : head().event(ChatJson.role(model()));
    }

    /** Sends the head of a stream. */
    public FakeCall head() {
        return write(response -> response.setStatusCode(200).setChunked(true)
                .putHeader("Content-Type", "text/event-stream").writeHead());
    }

    /** Sends a chunk of content for each text. */
    public FakeCall say(String... texts) {
        for (String text : texts) {
            event(ofText() ? TextJson.text(model(), text) : ChatJson.content(model(), text));
        }
        return this;
    }

    /** Sends chunks of this content as fast as they are taken, up to so many bytes, and counts these. */
    public void pump(String text, long most, AtomicLong sent) {
        write(response -> {
            while (sent.get() < most && !response.writeQueueFull()) {
                sent.addAndGet(text.length());
                response.write("data: " + ChatJson.content(model(), text) + "\n\n");
            }
            if (sent.get() < most) {
                response.drainHandler(drained -> pump(text, most, sent));
            }
        });
    }

    /** Ends a stream as it should end, with the usage that Ponder asks for. */
    public void finish(String reason) {
        event(ofText() ? TextJson.finish(model(), reason) : ChatJson.finish(model(), reason));
        if (body.path("stream_options").path("include_usage").asBoolean()) {
            event(ofText() ? TextJson.usage(model()) : ChatJson.usage(model()));
        }
        raw("data: [DONE]\n\n").end();
    }

    public FakeCall event(JsonNode json) {
        return raw("data: " + json + "\n\n");
    }

    public FakeCall raw(String text) {
        return write(response -> response.write(text));
    }

    /** Ends the reply in good order. */
    public void end() {
        write(HttpServerResponse::end);
    }

    /** Promises a longer reply than this, and closes the connection. */
    public void cut(String text) {
        write(response -> response.putHeader("Content-Length", "5000").write(text)
                .onComplete(written -> request.connection().close()));
    }

    /** Closes the connection. */
    public void breakOff() {
        write(response -> request.connection().close());
    }

    void later(Duration delay, Runnable action) {
        context.owner().setTimer(Math.max(1, delay.toMillis()), fired -> action.run());
    }

    String model() {
        return body.path("model").asText();
    }

    private HttpServerResponse response() {
        return request.response();
    }

    private FakeCall write(Consumer<HttpServerResponse> action) {
        context.runOnContext(turn -> {
            if (!response().closed() && !response().ended()) {
                action.accept(response());
            }
        });
        return this;
    }
}
