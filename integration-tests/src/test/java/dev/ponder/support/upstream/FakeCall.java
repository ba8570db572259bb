package dev.ponder.support.upstream;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import com.fasterxml.jackson.databind.JsonNode;

/** A call that the fake upstream received: its request, and a writer of OpenAI's responses to it. */
public final class FakeCall extends ResponseWriter {

    private final UpstreamRequest request;
    private final JsonNode body;
    private final int number;
    private final CountDownLatch release;
    private final long arrived = System.nanoTime();
    private final CompletableFuture<Void> played = new CompletableFuture<>();
    private volatile int choices;

    FakeCall(UpstreamConnection connection, UpstreamRequest request, JsonNode body, int number,
            CountDownLatch release) {
        super(connection);
        this.request = request;
        this.body = body;
        this.number = number;
        this.release = release;
        this.choices = body.path("n").asInt(1);
    }

    public byte[] bytes() {
        return request.body();
    }

    public JsonNode json() {
        return body;
    }

    public String path() {
        return request.path();
    }

    /** The first segment of the path: distinguishes upstreams that share this server. */
    public String basePath() {
        return path().split("/")[1];
    }

    /** The path after the first segment, such as {@code /chat/completions}. */
    public String endpoint() {
        return path().substring(basePath().length() + 1);
    }

    /** All values of a header. */
    public List<String> headers(String name) {
        return request.headers(name);
    }

    public String model() {
        return body.path("model").asText();
    }

    public boolean streaming() {
        return body.path("stream").asBoolean();
    }

    /** The number of choices that the request asks for ({@code n}). */
    public int choices() {
        return choices;
    }

    /** All messages as text: distinguishes the stages of a strategy. */
    public String prompt() {
        return body.path("messages").toString();
    }

    /** Its number among the calls of its model, from 1, in the order of arrival. */
    public int number() {
        return number;
    }

    /** When it arrived, by {@link System#nanoTime()}. */
    public long arrived() {
        return arrived;
    }

    /** Whether its script has written everything, after waiting for it no longer than this. */
    public boolean written(Duration wait) {
        return played.copy().completeOnTimeout(null, wait.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(waited -> played.isDone()).join();
    }

    /** Blocks the script until the test calls {@link FakeModel#release()}. */
    public void awaitRelease() {
        stall();
        try {
            if (!release.await(WAIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the test did not release " + model());
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Sends a whole completion with these choices. */
    public void completion(List<String> texts) {
        json(forText() ? TextJson.completion(model(), texts, "stop") : ChatJson.completion(model(), texts, "stop"));
    }

    /** Sends a whole completion with one choice. */
    public void completion(String text) {
        completion(List.of(text));
    }

    /** Sends the head of a stream and, for chat, the role. */
    public FakeCall begin() {
        head();
        if (!forText()) {
            event(ChatJson.role(model()));
        }
        return this;
    }

    /** Sends a content chunk for each text. */
    public FakeCall say(String... texts) {
        for (String text : texts) {
            event(forText() ? TextJson.text(model(), text) : ChatJson.content(model(), text));
        }
        return this;
    }

    /** Sends the end of a stream: the finish reason, the usage if requested, and the end mark. */
    public void finish(String reason) {
        event(forText() ? TextJson.finish(model(), reason) : ChatJson.finish(model(), reason));
        if (body.path("stream_options").path("include_usage").asBoolean()) {
            event(forText() ? TextJson.usage(model()) : ChatJson.usage(model()));
        }
        chunk("data: [DONE]\n\n").end();
    }

    /** Sends content chunks, in a thread of its own, as fast as the caller reads, up to so many bytes, and counts them. */
    public void pump(String text, long most, AtomicLong sent) {
        execute(() -> {
            while (sent.get() < most && !closed()) {
                say(text);
                sent.addAndGet(text.length());
            }
        });
    }

    FakeCall ignoreN() {
        choices = 1;
        return this;
    }

    void played() {
        played.complete(null);
    }

    /** Runs this later, in a thread of the upstream. */
    void later(Duration delay, Runnable action) {
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, this::execute).execute(action);
    }

    private boolean forText() {
        return endpoint().equals("/completions");
    }
}
