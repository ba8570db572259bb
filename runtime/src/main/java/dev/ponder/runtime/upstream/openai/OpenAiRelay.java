package dev.ponder.runtime.upstream.openai;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.runtime.time.Timer;
import dev.ponder.runtime.upstream.RelayCall;
import dev.ponder.runtime.upstream.RelayHead;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;

/** What the relayed calls to one model server share. */
record OpenAiRelay(OpenAiTransport transport, ForwardedHeaders forwardedHeaders, UsageRequest usage,
        CompletionReader completions, UpstreamErrorClassifier errors, Timer timer, long maxResponseSize) {

    static final String EVENTS = "text/event-stream";

    static boolean isChat(RelayCall call) {
        return call.endpoint().path().startsWith("/chat/");
    }

    Cancellable post(RelayCall call, Buffer body, Duration connect, OpenAiTransport.Receiver receiver) {
        return transport.send(new OpenAiTransport.Request(HttpMethod.POST,
                transport.path(call.endpoint(), call.model()), body, connect, call.streaming(),
                forwardedHeaders.of(call.id())), receiver);
    }

    Uni<Buffer> wholeBody(UpstreamResponse response) {
        return response.wholeBody(maxResponseSize,
                () -> errors.tooLarge("a response", maxResponseSize, "max-reply-size"));
    }

    RelayedBody events(RelayCall call) {
        return new RelayedEventInspector(errors, new RelayedChunkInspector(errors, isChat(call), call.model(),
                call.includeUsage(), Clock.systemUTC()));
    }

    RelayedBody buffer(RelayCall call, boolean json) {
        return new RelayedBodyBuffer(json, completions, whole -> corrected(whole, call));
    }

    /** Embeddings and rankings are no completions. */
    private static boolean corrected(ObjectNode body, RelayCall call) {
        return call.endpoint().path().endsWith("/completions")
                && RelayedCompletion.correct(body, isChat(call), call.model(), Clock.systemUTC());
    }

    RelayHead errorHead(UpstreamResponse response, Map<String, String> headers, Buffer body) {
        return new RelayHead(response.status() < 400 ? 502 : response.status(),
                errors.withRetryAfter(response.status(), headers),
                errors.error(response.status(), response.headers(), body));
    }
}
