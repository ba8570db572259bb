package dev.ponder.resilience.matrix.upstream;

import dev.ponder.support.upstream.ChatJson;
import dev.ponder.support.upstream.RawUpstreamRequest;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;


/** A call that arrived: its bytes, its place among the calls of its model, and when the caller closed it. */
public final class Call {

    private static final long PATIENCE_SECONDS = 40;

    private final String head;
    private final JsonNode body;
    private final int number;
    private final CountDownLatch release;
    private final CompletableFuture<Long> closed;
    private final CompletableFuture<Void> stalled = new CompletableFuture<>();
    private final CompletableFuture<Void> played = new CompletableFuture<>();

    Call(RawUpstreamRequest request, int number, CountDownLatch release, CompletableFuture<Long> closed) {
        this.head = request.head();
        this.body = ChatJson.parse(request.body());
        this.number = number;
        this.release = release;
        this.closed = closed;
    }

    /** The request line and the headers, as they came. */
    public String head() {
        return head;
    }

    public JsonNode json() {
        return body;
    }

    public String model() {
        return body.path("model").asText();
    }

    public boolean streaming() {
        return body.path("stream").asBoolean();
    }

    /** How many choices it asks for. */
    public int choices() {
        return body.path("n").asInt(1);
    }

    /** From 1 on, in the order of arrival. */
    public int number() {
        return number;
    }

    /** Waits until its script has fallen silent. */
    public void awaitSilence() {
        stalled.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Whether its script has written all it had to write, after waiting for it a while. */
    public boolean written(Duration patience) {
        return played.copy().completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(waited -> played.isDone()).join();
    }

    /** When the caller closed it, by {@link System#nanoTime()}; waits for it. */
    public long closedAt() {
        return closed.copy().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Waits until the test lets the scripts of this model go on. */
    void awaitRelease() {
        stalled.complete(null);
        try {
            if (!release.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody released " + model());
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    void silent() {
        stalled.complete(null);
    }

    void end() {
        played.complete(null);
    }
}
