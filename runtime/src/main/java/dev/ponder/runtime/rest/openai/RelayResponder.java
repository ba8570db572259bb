package dev.ponder.runtime.rest.openai;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.BudgetExceeded;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.config.StreamingConfig;
import dev.ponder.runtime.engine.RequestMeter;
import dev.ponder.runtime.engine.StrategySelector.Selection;
import dev.ponder.runtime.engine.StreamingMode;
import dev.ponder.runtime.rest.http.Commit;
import dev.ponder.runtime.rest.http.StreamedReply;
import dev.ponder.runtime.stream.TimeGuard;
import dev.ponder.runtime.time.Delays;
import dev.ponder.runtime.upstream.Endpoint;
import dev.ponder.runtime.upstream.RelayCall;
import dev.ponder.runtime.upstream.RelayPart;
import dev.ponder.runtime.upstream.UpstreamRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** The short cut for requests that no strategy touches: the client's bytes go out, the upstream's come back. */
@ApplicationScoped
class RelayResponder {

    private final UpstreamRegistry upstreams;
    private final StreamingConfig streaming;
    private final Delays delays;
    private final RequestMeter meter;

    RelayResponder(UpstreamRegistry upstreams, PonderConfig config, Delays delays, RequestMeter meter) {
        this.upstreams = upstreams;
        this.streaming = config.streaming();
        this.delays = delays;
        this.meter = meter;
    }

    Uni<Response> relay(Buffer received, ClientRequest client, Selection selection, HttpServerRequest request) {
        var relayed = new RelayedResponse(client.stream(), selection.warning());
        var reply = new StreamedReply(request, relayed::head, commit(client.stream(), relayed),
                failure -> lastWords(failure, relayed), delays);
        Multi<Buffer> bytes = withinDeadline(parts(received, client, selection.model()), client)
                .onItem().transform(part -> relayed.take(part, reply.committed()))
                .select().where(some -> some.length() > 0);
        return reply.write(meter.measured(bytes, selection.expression(), StreamingMode.NATIVE));
    }

    private Multi<RelayPart> parts(Buffer received, ClientRequest client, String model) {
        Buffer body = untouched(client, model) ? received : rewritten(client.upstreamBody(), model);
        var call = new RelayCall(Endpoint.CHAT, model, body, client.stream(), client.includeUsage(),
                client.limits().timeouts());
        return upstreams.forModel(model).onItem().transformToMulti(upstream -> upstream.relay(call));
    }

    private Multi<RelayPart> withinDeadline(Multi<RelayPart> parts, ClientRequest client) {
        return new TimeGuard(delays).deadline(parts, client.limits().deadline(), () -> BudgetExceeded.late(
                "deadline: not answered within " + client.limits().deadline().toMillis()
                        + " ms (see ponder.limits.deadline)"));
    }

    /** Nobody can be told of a failure in the middle of a whole reply, so its status waits for its bytes. */
    private Commit commit(boolean stream, RelayedResponse relayed) {
        return stream
                ? Commit.ofEvents(streaming, () -> relayed.signOfLife(streaming.keepAlive().form()))
                : Commit.withFirstBytes(streaming);
    }

    /** An event stream tells of its failure; anything else can only break off. */
    private static @Nullable Buffer lastWords(Throwable failure, RelayedResponse relayed) {
        return relayed.events()
                ? relayed.separator().appendBuffer(ChunkEncoder.failure(Failures.known(failure)))
                : null;
    }

    private static boolean untouched(ClientRequest client, String model) {
        return !client.ownFields() && client.chat().model().equals(model);
    }

    private static Buffer rewritten(ObjectNode body, String model) {
        return Buffer.buffer(body.put("model", model).toString());
    }
}
