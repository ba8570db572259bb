package dev.ponder.runtime.rest.openai;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.BudgetExceeded;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.engine.RequestMeter;
import dev.ponder.runtime.engine.StrategySelector.Selection;
import dev.ponder.runtime.engine.StreamingMode;
import dev.ponder.runtime.rest.http.StreamedReply;
import dev.ponder.runtime.rest.http.StreamedReply.Commit;
import dev.ponder.runtime.stream.TimeGuard;
import dev.ponder.runtime.time.Delays;
import dev.ponder.runtime.upstream.RelayedReply;
import dev.ponder.runtime.upstream.UpstreamRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** The short cut for requests that no strategy touches: the client's bytes go out, the upstream's come back. */
@ApplicationScoped
class RelayResponder {

    private final UpstreamRegistry upstreams;
    private final Commit commit;
    private final Delays delays;
    private final RequestMeter meter;

    RelayResponder(UpstreamRegistry upstreams, PonderConfig config, Delays delays, RequestMeter meter) {
        this.upstreams = upstreams;
        this.commit = new Commit(config.streaming().commitGrace(), null, Duration.ZERO);
        this.delays = delays;
        this.meter = meter;
    }

    Uni<Response> relay(Buffer received, ClientRequest client, Selection selection, HttpServerRequest request) {
        String model = selection.model();
        Buffer body = untouched(client, model) ? received : rewritten(client.upstreamBody(), model);
        return upstreams.forModel(model)
                .chain(upstream -> upstream.relay(body, client.stream()))
                .chain(reply -> write(reply, client, selection, request));
    }

    private Uni<Response> write(RelayedReply reply, ClientRequest client, Selection selection,
            HttpServerRequest request) {
        Map<String, String> headers = new LinkedHashMap<>(reply.headers());
        headers.put("X-Ponder-Strategy", "none");
        headers.put("X-Ponder-Streaming", "native");
        selection.warning().ifPresent(text -> headers.put("X-Ponder-Warning", text));
        boolean events = eventStream(reply.headers());
        if (events) {
            headers.put("X-Accel-Buffering", "no");
            headers.put("Cache-Control", "no-cache, no-transform");
        }
        var body = new TimeGuard(delays).deadline(reply.body(), client.limits().deadline(), () -> BudgetExceeded.late(
                "deadline: not answered within " + client.limits().deadline().toMillis()
                        + " ms (see ponder.limits.deadline)"));
        return new StreamedReply(request, reply.status(), headers, commit, failure -> lastWords(failure, events),
                delays)
                .write(meter.measured(body, selection.expression(), StreamingMode.NATIVE));
    }

    /**
     * An event stream tells of its failure behind whatever half an event came last; anything else can only break off.
     */
    private static @Nullable Buffer lastWords(Throwable failure, boolean events) {
        return events
                ? Buffer.buffer("\n\n").appendBuffer(ChunkEncoder.failure(Failures.known(failure)))
                : null;
    }

    private static boolean eventStream(Map<String, String> headers) {
        return headers.entrySet().stream().anyMatch(header -> header.getKey().equalsIgnoreCase("Content-Type")
                && header.getValue().toLowerCase(Locale.ROOT).startsWith("text/event-stream"));
    }

    private static boolean untouched(ClientRequest client, String model) {
        return !client.ownFields() && client.chat().model().equals(model);
    }

    private static Buffer rewritten(ObjectNode body, String model) {
        return Buffer.buffer(body.put("model", model).toString());
    }
}
