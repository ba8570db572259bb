package dev.ponder.runtime.rest.relay;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.config.StreamingConfig;
import dev.ponder.runtime.engine.RequestMeter;
import dev.ponder.runtime.rest.error.ErrorMapping;
import dev.ponder.runtime.rest.http.CommitPolicy;
import dev.ponder.runtime.rest.http.StreamingResponse;
import dev.ponder.runtime.rest.inference.ClientRequest;
import dev.ponder.runtime.rest.inference.ResponseOptions;
import dev.ponder.runtime.rest.openai.wire.ChunkEncoder;
import dev.ponder.runtime.strategy.StrategyExpression;
import dev.ponder.runtime.strategy.StrategySelector.Selection;
import dev.ponder.runtime.strategy.StreamingMode;
import dev.ponder.runtime.stream.StreamTimeouts;
import dev.ponder.runtime.time.Timer;
import dev.ponder.runtime.upstream.RelayCall;
import dev.ponder.runtime.upstream.RelayPart;
import dev.ponder.runtime.upstream.Upstream;
import dev.ponder.runtime.upstream.UpstreamRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** The short cut for requests that no strategy touches: the client's bytes go out, the upstream's come back. */
@ApplicationScoped
public class RelayResponder {

    private final UpstreamRegistry upstreams;
    private final StreamingConfig streaming;
    private final Timer delays;
    private final RequestMeter meter;

    RelayResponder(UpstreamRegistry upstreams, PonderConfig config, Timer delays, RequestMeter meter) {
        this.upstreams = upstreams;
        this.streaming = config.streaming();
        this.delays = delays;
        this.meter = meter;
    }

    /** The upstream for a model; fails when it is not known which that is within the request's time. */
    public Uni<Upstream> upstream(ClientRequest client, String model) {
        return delays.limit(upstreams.forModel(model), client.limits().deadline(), client::late);
    }

    public Uni<Response> relay(ClientRequest client, Selection selection, Upstream upstream,
            HttpServerRequest request) {
        boolean stream = client.delivery().stream();
        var relayed = new RelayedResponse(stream, selection.warning());
        var reply = new StreamingResponse(request, relayed::head, commit(stream, relayed),
                failure -> lastWords(failure, relayed), delays);
        Multi<RelayPart> parts = upstream.relay(call(client, selection.model()));
        Multi<Buffer> bytes = new StreamTimeouts(delays)
                .deadline(parts, client.limits().deadline(), client::late)
                .onItem().transform(part -> relayed.take(part, reply.committed()))
                .select().where(some -> some.length() > 0);
        return reply.write(meter.measured(bytes, StrategyExpression.PLAIN, StreamingMode.NATIVE));
    }

    private static RelayCall call(ClientRequest client, String model) {
        ResponseOptions delivery = client.delivery();
        return new RelayCall(client.endpoint(), model, client.bodyFor(model), delivery.stream(),
                delivery.includeUsage(), client.limits().timeouts());
    }

    /** Nobody can be told of a failure in the middle of a whole reply, so its status waits for its bytes. */
    private CommitPolicy commit(boolean stream, RelayedResponse relayed) {
        return stream
                ? CommitPolicy.ofEvents(streaming, () -> relayed.signOfLife(streaming.keepAlive().form()))
                : CommitPolicy.ofWholeReply(streaming);
    }

    /** An event stream tells of its failure; anything else can only break off. */
    private static @Nullable Buffer lastWords(Throwable failure, RelayedResponse relayed) {
        return relayed.events()
                ? relayed.separator().appendBuffer(ChunkEncoder.failure(ErrorMapping.known(failure)))
                : null;
    }
}
