package dev.ponder.runtime.rest.relay;

import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.chat.Usage;
import dev.ponder.api.error.BudgetExceeded;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.config.StreamingConfig;
import dev.ponder.runtime.engine.RequestLimits;
import dev.ponder.runtime.event.RequestInfo;
import dev.ponder.runtime.event.RequestTrace;
import dev.ponder.runtime.event.RunRegistry;
import dev.ponder.runtime.quota.QuotaService;
import dev.ponder.runtime.quota.Reservation;
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
@Singleton
public class RelayResponder {

    private final UpstreamRegistry upstreams;
    private final StreamingConfig streaming;
    private final Timer timer;
    private final RunRegistry runs;
    private final QuotaService quota;

    RelayResponder(UpstreamRegistry upstreams, PonderConfig config, Timer timer, RunRegistry runs,
            QuotaService quota) {
        this.upstreams = upstreams;
        this.streaming = config.streaming();
        this.timer = timer;
        this.runs = runs;
        this.quota = quota;
    }

    /** The upstream for a model. Fails if the upstreams' model lists do not arrive before the request's deadline. */
    public Uni<Upstream> upstream(String model, RequestLimits limits) {
        return timer.limit(upstreams.forModel(model), limits.deadline(), () -> deadlineExceeded(limits));
    }

    /**
     * Forwards a request. Fails with 429 if its client has reached a limit.
     *
     * @param warning the text of the warning header; empty for no such header
     * @param format writes the events that are added to a stream
     * @param demand an estimate of what the request uses
     */
    public Uni<Response> relay(RelayCall call, Upstream upstream, RequestLimits limits, Optional<String> warning,
            RelayedStreamFormat format, RelayDemand demand, HttpServerRequest request) {
        RequestInfo info = info(call, request);
        RequestTrace trace = runs.trace(info, List.of());
        if (!quota.limits(info.origin().apiClient())) {
            var response = new RelayedResponse(call.streaming(), warning, format);
            return exchange(call, upstream, limits, response, request, trace, null);
        }
        long promptTokens = demand.promptTokens();
        Reservation reservation = quota.reservation(info.origin().apiClient(), call.model(), 1, promptTokens,
                demand.completionTokens(), limits.maxTokens(), 1);
        return reservation.open().onCancellation().invoke(reservation::end)
                .onFailure().invoke(failure -> rejected(trace, failure))
                .chain(granted -> exchange(call, upstream, limits,
                        new RelayedResponse(call.streaming(), warning, format, reservation.headers()), request, trace,
                        new RelayCharge(reservation, call, promptTokens)));
    }

    private Uni<Response> exchange(RelayCall call, Upstream upstream, RequestLimits limits, RelayedResponse response,
            HttpServerRequest request, RequestTrace trace, @Nullable RelayCharge charge) {
        return Uni.createFrom().emitter(emitter -> new RelayExchange(request, emitter, trace, upstream, call, response,
                commitPolicy(call.streaming(), response), new TimerGroup(timer), () -> deadlineExceeded(limits), charge)
                .start(limits.deadline()));
    }

    /** A rejected request has events, too. */
    private static void rejected(RequestTrace trace, Throwable failure) {
        trace.start();
        trace.finish(failure, false, Usage.NONE);
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
