package dev.ponder.runtime.upstream.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.error.UpstreamException;
import dev.ponder.runtime.stream.StreamTimeouts;
import dev.ponder.runtime.stream.StreamTimeouts.Silence;
import dev.ponder.runtime.upstream.CallTimeouts;
import dev.ponder.runtime.upstream.RelayCall;
import dev.ponder.runtime.upstream.RelayPart;
import dev.ponder.runtime.upstream.openai.RelayedEventInspector.Passed;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/** Hands replies on as they are, as far as they are replies. */
final class OpenAiRelay {

    private static final String EVENTS = "text/event-stream";

    private final CompletionReader replies;
    private final UpstreamErrorClassifier errors;
    private final ErrorBodyReader refusals;
    private final StreamTimeouts guard;
    private final long maxReplySize;

    OpenAiRelay(CompletionReader replies, UpstreamErrorClassifier errors, ErrorBodyReader refusals,
            StreamTimeouts guard,
            long maxReplySize) {
        this.refusals = refusals;
        this.replies = replies;
        this.errors = errors;
        this.guard = guard;
        this.maxReplySize = maxReplySize;
    }

    /** The reply to a request for a stream. */
    Multi<RelayPart> stream(Uni<UpstreamResponse> sent, RelayCall call, CallTimeouts timeouts) {
        var silence = new Silence<Relayed>(timeouts.firstByte(), () -> errors.noFirstByte(timeouts.firstByte()),
                timeouts.gap(), () -> errors.stalled(timeouts.gap()), Relayed::progress);
        return relayed(sent, reply -> reply.is("application/json")
                ? asEvents(reply, call.includeUsage())
                : events(reply), silence);
    }

    /** The reply to a request for a whole one. */
    Multi<RelayPart> whole(Uni<UpstreamResponse> sent, CallTimeouts timeouts) {
        var silence = new Silence<Relayed>(timeouts.total(), () -> errors.tookTooLong(timeouts.total()),
                timeouts.gap(), () -> errors.stalled(timeouts.gap()), Relayed::progress);
        return relayed(sent, reply -> reply.is(EVENTS) ? events(reply) : held(reply), silence);
    }

    private Multi<RelayPart> relayed(Uni<UpstreamResponse> sent, Function<UpstreamResponse, Multi<Relayed>> accepted,
            Silence<Relayed> silence) {
        Multi<Relayed> parts = sent.onItem()
                .transformToMulti(reply -> reply.status() >= 400 ? refused(reply) : accepted.apply(reply));
        return guard.silence(parts, silence).onItem().transformToMultiAndConcatenate(Relayed::all);
    }

    /** Parts that came together, whether there is a piece of the answer among them, and why there are no more. */
    private record Relayed(List<RelayPart> parts, boolean progress, @Nullable UpstreamException failure) {

        Relayed(List<RelayPart> parts) {
            this(parts, true, null);
        }

        Multi<RelayPart> all() {
            Multi<RelayPart> some = Multi.createFrom().iterable(parts);
            return failure == null
                    ? some
                    : Multi.createBy().concatenating().streams(some, Multi.createFrom().failure(failure));
        }
    }

    /** A refusal may repeat our key, or be a page of whatever stands in between. */
    private Multi<Relayed> refused(UpstreamResponse reply) {
        return refusals.read(reply).onItem().transformToMulti(body -> {
            Buffer words = errors.forClient(reply.status(), reply.headers(), body);
            var head = new RelayPart.Head(reply.status(), as("application/json", reply));
            return Multi.createFrom().item(new Relayed(RelayedBodyBuffer.all(head, words)));
        });
    }

    /** A server that does not stream answers with a whole reply. */
    private Multi<Relayed> asEvents(UpstreamResponse reply, boolean includeUsage) {
        return reply.wholeBody(maxReplySize, () -> errors.tooLarge("a reply", maxReplySize, "max-reply-size"))
                .onItem().transformToMulti(body -> {
                    JsonNode whole = replies.accepted(body.getBytes());
                    Multi<Relayed> head = Multi.createFrom()
                            .item(new Relayed(List.of(new RelayPart.Head(200, as(EVENTS, reply)))));
                    return Multi.createBy().concatenating().streams(head,
                            Multi.createFrom().iterable(CompletionToChunks.of(whole, includeUsage))
                                    .map(event -> new Relayed(List.of(new RelayPart.Bytes(event)))));
                });
    }

    private static Map<String, String> as(String contentType, UpstreamResponse reply) {
        Map<String, String> headers = reply.endToEnd();
        headers.keySet().removeIf(name -> name.equalsIgnoreCase("Content-Type"));
        headers.put("Content-Type", contentType);
        return headers;
    }

    private Multi<Relayed> events(UpstreamResponse reply) {
        return Multi.createFrom().deferred(() -> {
            var head = new RelayPart.Head(reply.status(), as(EVENTS, reply));
            var events = new RelayedEventInspector(replies, errors);
            var begun = new AtomicBoolean();
            Multi<Passed> passed = Multi.createBy().concatenating().streams(
                    reply.body().onItem().transform(events::pass),
                    Multi.createFrom().item(events::end));
            return passed
                    .select().where(piece -> !piece.empty())
                    .onItem().transform(piece -> piece.bytes().length() == 0
                            ? new Relayed(List.of(), true, piece.failure())
                            : parts(begun.compareAndSet(false, true) ? List.of(head) : List.of(), piece));
        });
    }

    private static Relayed parts(List<RelayPart> before, Passed piece) {
        var parts = new ArrayList<>(before);
        if (piece.usage() != null) {
            parts.add(new RelayPart.Used(piece.usage()));
        }
        parts.add(new RelayPart.Bytes(piece.bytes()));
        return new Relayed(parts, piece.progress(), piece.failure());
    }

    private Multi<Relayed> held(UpstreamResponse reply) {
        return Multi.createFrom().deferred(() -> {
            var head = new RelayPart.Head(reply.status(), reply.endToEnd());
            var whole = new RelayedBodyBuffer(head, reply.is("application/json"), replies);
            Multi<List<RelayPart>> parts = Multi.createBy().concatenating().streams(
                    reply.body().onItem().transform(whole::pass),
                    Multi.createFrom().item(whole::end));
            return parts
                    .select().where(some -> !some.isEmpty())
                    .onItem().transform(some -> new Relayed(some));
        });
    }
}
