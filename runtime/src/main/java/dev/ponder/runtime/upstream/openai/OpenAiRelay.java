package dev.ponder.runtime.upstream.openai;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.UpstreamException;
import dev.ponder.runtime.stream.StreamTimeouts;
import dev.ponder.runtime.stream.StreamTimeouts.IdleTimeout;
import dev.ponder.runtime.time.Timer;
import dev.ponder.runtime.upstream.CallTimeouts;
import dev.ponder.runtime.upstream.RelayCall;
import dev.ponder.runtime.upstream.RelayPart;
import dev.ponder.runtime.upstream.openai.RelayedEventInspector.Output;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/** Forwards responses unchanged, after it has checked that they are completions. */
final class OpenAiRelay {

    static final String EVENTS = "text/event-stream";

    private final CompletionReader completions;
    private final UpstreamErrorClassifier errors;
    private final Timer timer;
    private final StreamTimeouts streamTimeouts;
    private final long maxResponseSize;

    OpenAiRelay(CompletionReader completions, UpstreamErrorClassifier errors, Timer timer, long maxResponseSize) {
        this.timer = timer;
        this.completions = completions;
        this.errors = errors;
        this.streamTimeouts = new StreamTimeouts(timer);
        this.maxResponseSize = maxResponseSize;
    }

    /** The response to a request for a stream. */
    Multi<RelayPart> stream(Uni<UpstreamResponse> sent, RelayCall call, CallTimeouts timeouts) {
        var idle = new IdleTimeout<Batch>(timeouts.firstByte(), () -> errors.noFirstByte(timeouts.firstByte()),
                timeouts.idle(), () -> errors.stalled(timeouts.idle()), Batch::progress);
        return relayed(sent, response -> response.is("application/json")
                ? asEvents(response, call)
                : events(response, call), idle);
    }

    /** The response to a request for a whole completion. */
    Multi<RelayPart> whole(Uni<UpstreamResponse> sent, RelayCall call, CallTimeouts timeouts) {
        var idle = new IdleTimeout<Batch>(timeouts.total(), () -> errors.tookTooLong(timeouts.total()),
                timeouts.idle(), () -> errors.stalled(timeouts.idle()), Batch::progress);
        return relayed(sent, response -> response.is(EVENTS)
                ? events(response, call)
                : buffered(response, call), idle);
    }

    private Multi<RelayPart> relayed(Uni<UpstreamResponse> sent, Function<UpstreamResponse, Multi<Batch>> accepted,
            IdleTimeout<Batch> idle) {
        Multi<Batch> parts = sent.onItem()
                .transformToMulti(response -> response.accepted() ? accepted.apply(response) : error(response));
        return streamTimeouts.idle(parts, idle).onItem().transformToMultiAndConcatenate(Batch::all);
    }

    /** Parts that arrived together, whether they contain a part of the answer, and the failure that follows them. */
    private record Batch(List<RelayPart> parts, boolean progress, @Nullable UpstreamException failure) {

        Batch(List<RelayPart> parts) {
            this(parts, true, null);
        }

        Multi<RelayPart> all() {
            Multi<RelayPart> some = Multi.createFrom().iterable(parts);
            return failure == null
                    ? some
                    : Multi.createBy().concatenating().streams(some, Multi.createFrom().failure(failure));
        }
    }

    /** An error may repeat the API key, or be an HTML body of a proxy. */
    private Multi<Batch> error(UpstreamResponse response) {
        return response.errorBody(timer).onItem().transformToMulti(body -> {
            Buffer error = errors.forClient(response.status(), response.headers(), body);
            var head = new RelayPart.Head(response.status() < 400 ? 502 : response.status(),
                    errors.withRetryAfter(response.status(), as("application/json", response)),
                    errors.error(response.status(), response.headers(), body));
            return Multi.createFrom().item(new Batch(RelayedBodyBuffer.all(head, error)));
        });
    }

    /** A server that does not stream sends a whole completion. */
    private Multi<Batch> asEvents(UpstreamResponse response, RelayCall call) {
        return response
                .wholeBody(maxResponseSize, () -> errors.tooLarge("a response", maxResponseSize, "max-reply-size"))
                .onItem().transformToMulti(body -> {
                    ObjectNode whole = completions.accepted(body.getBytes());
                    RelayedCompletion.correct(whole, isChat(call), call.model(), Clock.systemUTC());
                    Multi<Batch> head = Multi.createFrom()
                            .item(new Batch(List.of(new RelayPart.Head(200, as(EVENTS, response)))));
                    return Multi.createBy().concatenating().streams(head,
                            Multi.createFrom().iterable(CompletionToChunks.of(whole, call.includeUsage()))
                                    .map(event -> new Batch(List.of(new RelayPart.Bytes(event)))));
                });
    }

    private static Map<String, String> as(String contentType, UpstreamResponse response) {
        Map<String, String> headers = response.endToEnd();
        headers.keySet().removeIf(name -> name.equalsIgnoreCase("Content-Type"));
        headers.put("Content-Type", contentType);
        return headers;
    }

    private Multi<Batch> events(UpstreamResponse response, RelayCall call) {
        return Multi.createFrom().deferred(() -> {
            var head = new RelayPart.Head(response.status(), as(EVENTS, response));
            var events = new RelayedEventInspector(errors, new RelayedChunkInspector(errors, isChat(call), call.model(),
                    call.includeUsage(), Clock.systemUTC()));
            var begun = new AtomicBoolean();
            Multi<Output> inspected = Multi.createBy().concatenating().streams(
                    response.body().onItem().transform(events::inspect),
                    Multi.createFrom().item(events::end));
            return inspected
                    .select().where(piece -> !piece.empty())
                    .onItem().transform(piece -> piece.bytes().length() == 0
                            ? new Batch(used(piece), piece.progress() || piece.failure() != null, piece.failure())
                            : parts(begun.compareAndSet(false, true) ? List.of(head) : List.of(), piece));
        });
    }

    private static Batch parts(List<RelayPart> before, Output piece) {
        var parts = new ArrayList<>(before);
        parts.addAll(used(piece));
        parts.add(new RelayPart.Bytes(piece.bytes()));
        return new Batch(parts, piece.progress(), piece.failure());
    }

    /** Embeddings and rankings are no completions. */
    private static boolean corrected(ObjectNode body, RelayCall call) {
        return call.endpoint().path().endsWith("/completions")
                && RelayedCompletion.correct(body, isChat(call), call.model(), Clock.systemUTC());
    }

    private static List<RelayPart> used(Output piece) {
        return piece.usage() == null ? List.of() : List.of(new RelayPart.Used(piece.usage()));
    }

    private static boolean isChat(RelayCall call) {
        return call.endpoint().path().startsWith("/chat/");
    }

    private Multi<Batch> buffered(UpstreamResponse response, RelayCall call) {
        return Multi.createFrom().deferred(() -> {
            var head = new RelayPart.Head(response.status(), response.endToEnd());
            var whole = new RelayedBodyBuffer(head, response.is("application/json"), completions,
                    body -> corrected(body, call));
            Multi<List<RelayPart>> parts = Multi.createBy().concatenating().streams(
                    response.body().onItem().transform(whole::add),
                    Multi.createFrom().item(whole::end));
            return parts
                    .select().where(some -> !some.isEmpty())
                    .onItem().transform(some -> new Batch(some));
        });
    }
}
