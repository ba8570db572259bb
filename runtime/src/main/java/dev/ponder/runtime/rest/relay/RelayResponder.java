package dev.ponder.runtime.rest.relay;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import dev.ponder.api.error.BudgetExceeded;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.config.StreamingConfig;
import dev.ponder.runtime.engine.RequestLimits;
import dev.ponder.runtime.event.RequestInfo;
import dev.ponder.runtime.event.RunRegistry;
import dev.ponder.runtime.rest.error.RequestErrors;
import dev.ponder.runtime.rest.http.CommitPolicy;
import dev.ponder.runtime.rest.http.RequestOrigins;
import dev.ponder.runtime.strategy.StrategyExpression;
import dev.ponder.runtime.strategy.StreamingMode;
import dev.ponder.runtime.time.Timer;
import dev.ponder.runtime.time.TimerGroup;
import dev.ponder.runtime.upstream.RelayCall;
import dev.ponder.runtime.upstream.Upstream;
import dev.ponder.runtime.upstream.UpstreamRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

/** Forwards a request without a strategy to an upstream, and the upstream's response to the client. */
@ApplicationScoped
public class RelayResponder {

    private final UpstreamRegistry upstreams;
    private final StreamingConfig streaming;
    private final Timer timer;
    private final RunRegistry runs;

    RelayResponder(UpstreamRegistry upstreams, PonderConfig config, Timer timer, RunRegistry runs) {
        this.upstreams = upstreams;
        this.streaming = config.streaming();
        this.timer = timer;
        this.runs = runs;
    }

    /** The upstream for a model. Fails if the upstreams' model lists do not arrive before the request's deadline. */
    public Uni<Upstream> upstream(String model, RequestLimits limits) {
        return timer.limit(upstreams.forModel(model), limits.deadline(), () -> deadlineExceeded(limits));
    }

    /**
     * Forwards a request.
     *
     * @param warning the text of the warning header; empty for no such header
     * @param format writes the events that are added to a stream
     */
    public Uni<Response> relay(RelayCall call, Upstream upstream, RequestLimits limits, Optional<String> warning,
            RelayedStreamFormat format, HttpServerRequest request) {
        return Uni.createFrom().emitter(emitter -> {
            var response = new RelayedResponse(call.streaming(), warning, format);
            new RelayExchange(request, emitter, runs.trace(info(call, request), List.of()), upstream, call, response,
                    commitPolicy(call.streaming(), response), new TimerGroup(timer), () -> deadlineExceeded(limits))
                    .start(limits.deadline());
        });
    }

    private static RequestInfo info(RelayCall call, HttpServerRequest request) {
        return new RequestInfo(RequestOrigins.of(request), call.model(), StrategyExpression.PASSTHROUGH,
                StrategyExpression.PASSTHROUGH, StreamingMode.NATIVE.wireName(), call.streaming());
    }

    /** A whole response has no place for a late failure, so its status line waits for its first bytes. */
    private CommitPolicy commitPolicy(boolean stream, RelayedResponse response) {
        return stream
                ? CommitPolicy.ofEvents(streaming, () -> response.keepAlive(streaming.keepAlive().form()))
                : CommitPolicy.ofWholeReply(streaming);
    }

    private static BudgetExceeded deadlineExceeded(RequestLimits limits) {
        return RequestErrors.deadlineExceeded(limits.deadline());
    }
}
