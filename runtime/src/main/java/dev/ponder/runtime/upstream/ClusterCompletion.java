package dev.ponder.runtime.upstream;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.error.Overloaded;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.runtime.concurrent.AsyncSemaphore;
import dev.ponder.runtime.concurrent.RunningCall;

/**
 * A call for a whole answer to one of several upstreams: for each of them it waits for a permit, asks the circuit breaker
 * and reports the outcome. It fails over to the next one after a transient error. Calls are plain, because a strategy makes
 * many of them. Cancellation may come from any thread.
 */
final class ClusterCompletion extends RunningCall implements CompletionReceiver, AsyncSemaphore.Waiter {

    private final List<ClusterMember> order;
    private final UpstreamCall call;
    private final CompletionReceiver receiver;
    private int tried;
    private ClusterMember member;
    private AsyncSemaphore.Permit permit;
    private CircuitBreakers.@Nullable Call circuit;
    private UpstreamMeter.@Nullable Attempt metered;

    /**
     * A call.
     *
     * @param order the upstreams, the preferred one first; at least one
     */
    ClusterCompletion(List<ClusterMember> order, UpstreamCall call, CompletionReceiver receiver) {
        this.order = order;
        this.call = call;
        this.receiver = receiver;
        this.member = order.get(0);
        this.permit = member.permit();
    }

    void send() {
        tried++;
        permit.acquire(this);
    }

    @Override
    public void granted() {
        int number = attempt();
        try {
            circuit = member.circuits().begin(call);
            metered = member.meter().begin(call, false);
            hold(member.server().complete(call, this), number);
            if (isCancelled()) {
                finish(null, true);
            }
        } catch (RuntimeException failure) {
            failed(failure);
        }
    }

    @Override
    public void rejected(Overloaded failure) {
        failed(failure);
    }

    @Override
    public void completed(Completion completion) {
        if (metered != null) {
            metered.used(completion.usage());
        }
        if (end()) {
            finish(null, false);
            receiver.completed(completion);
        }
    }

    @Override
    public void failed(Throwable failure) {
        if (!end()) {
            return;
        }
        finish(failure, false);
        member.failed(failure);
        if (tried < order.size() && UpstreamException.isTransient(failure)) {
            failOver();
        } else {
            receiver.failed(failure);
        }
    }

    private void failOver() {
        member = order.get(tried);
        permit = member.permit();
        if (beginAgain()) {
            send();
        }
    }

    @Override
    protected void cancelled() {
        finish(null, true);
    }

    /** Releases the permit first, so that the next call does not wait for what follows this one. */
    private void finish(@Nullable Throwable failure, boolean byCaller) {
        CircuitBreakers.Call admitted;
        UpstreamMeter.Attempt begun;
        synchronized (this) {
            admitted = circuit;
            begun = metered;
            circuit = null;
            metered = null;
        }
        if (begun != null) {
            begun.finish(failure, byCaller);
        }
        if (admitted != null) {
            admitted.end(failure, byCaller);
        }
        permit.release();
    }
}
