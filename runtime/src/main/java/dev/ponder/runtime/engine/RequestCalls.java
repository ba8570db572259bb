package dev.ponder.runtime.engine;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.concurrent.AsyncSemaphore;
import dev.ponder.runtime.event.StageTrace;
import dev.ponder.runtime.upstream.Completion;
import dev.ponder.runtime.upstream.StreamEvent;
import dev.ponder.runtime.upstream.Upstream;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.runtime.upstream.UpstreamRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * The single entry point for the upstream calls of a request. Each call waits for a permit, is charged to the budget,
 * recorded in the ledger and reported.
 */
final class RequestCalls {

    private final UpstreamRegistry upstreams;
    private final AsyncSemaphore permits;
    private final RequestBudget budget;
    private final UsageLedger ledger;
    private final UnaryOperator<Upstream> sharing;
    private final Consumer<String> permission;

    RequestCalls(UpstreamRegistry upstreams, AsyncSemaphore permits, RequestBudget budget, UsageLedger ledger) {
        this(upstreams, permits, budget, ledger, UnaryOperator.identity(), model -> {
        });
    }

    /**
     * The calls of a request that shares them.
     *
     * @param sharing makes an upstream share its calls
     * @param permission throws if the client may not use a model
     */
    RequestCalls(UpstreamRegistry upstreams, AsyncSemaphore permits, RequestBudget budget, UsageLedger ledger,
            UnaryOperator<Upstream> sharing, Consumer<String> permission) {
        this.permission = permission;
        this.sharing = sharing;
        this.upstreams = upstreams;
        this.permits = permits;
        this.budget = budget;
        this.ledger = ledger;
    }

    /** The upstream for a model; fails with 404, and with 403 if the client may not use the model. */
    Uni<Upstream> upstream(String model) {
        try {
            permission.accept(model);
        } catch (RequestException forbidden) {
            return Uni.createFrom().failure(forbidden);
        }
        return upstreams.forModel(model).map(sharing);
    }

    Uni<Completion> complete(Upstream upstream, StageTrace stage, UpstreamCall call) {
        return new PermittedCompletion(this, upstream, stage, call);
    }

    Multi<AnswerPart> stream(Upstream upstream, StageTrace stage, UpstreamCall call) {
        return permits.during(Multi.createFrom().deferred(() -> {
            UsageTracker usage = track(stage, call, true);
            return upstream.stream(usage.call())
                    .onItem().invoke(usage::track)
                    .onTermination().invoke(usage::end)
                    .select().where(StreamEvent.Part.class::isInstance)
                    .onItem().transform(event -> ((StreamEvent.Part) event).part());
        }));
    }

    AsyncSemaphore.Permit permit() {
        return permits.permit();
    }

    /** Charges a call to the budget. Throws when the budget is exhausted. */
    UsageTracker track(StageTrace stage, UpstreamCall call, boolean asStream) {
        return new UsageTracker(stage, call, asStream, budget, ledger);
    }

    /** Takes back the charge for a call that the upstream rejected and that is repeated in another form. */
    void refund(String stage, String model) {
        budget.refundCall();
        ledger.forget(stage, model);
    }
}
