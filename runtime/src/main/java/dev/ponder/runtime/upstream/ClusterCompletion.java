package dev.ponder.runtime.upstream;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.error.Overloaded;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.runtime.concurrent.AsyncSemaphore;
import io.smallrye.mutiny.subscription.Cancellable;

/**
 * A call for a whole answer to one of several upstreams: for each of them it waits for a permit, asks the circuit breaker
 * and reports the outcome. It fails over to the next one after a transient error. Calls are plain, because a strategy makes
 * many of them. Cancellation may come from any thread.
 */
final class ClusterCompletion implements Cancellable, CompletionReceiver, AsyncSemaphore.Waiter {

    private final List<ClusterMember> order;
    private final UpstreamCall call;
    private final CompletionReceiver receiver;
    private int tried;
    private ClusterMember member;
    private AsyncSemaphore.Permit permit;
    private CircuitBreakers.@Nullable Call circuit;
    private UpstreamMeter.@Nullable Attempt attempt;
    private @Nullable Cancellable running;
    private boolean over;
    private boolean cancelled;

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
        try {
            circuit = member.circuits().begin(call);
            UpstreamMeter.Attempt begun = member.meter().begin(call, false);
            attempt = begun;
            hold(member.server().complete(call, this), begun);
        } catch (RuntimeException failure) {
            failed(failure);
        }
    }

    /** A call that has ended is not held: the next attempt may have begun. */
    private void hold(Cancellable started, UpstreamMeter.Attempt begun) {
        synchronized (this) {
            if (attempt == begun) {
                running = started;
                return;
            }
        }
        started.cancel();
    }

    @Override
    public void rejected(Overloaded failure) {
        failed(failure);
    }

    @Override
    public void completed(Completion completion) {
        if (attempt != null) {
            attempt.used(completion.usage());
        }
        if (finish(null, false)) {
            receiver.completed(completion);
        }
    }

    @Override
    public void failed(Throwable failure) {
        if (!finish(failure, false)) {
            return;
        }
        member.failed(failure);
        if (tried < order.size() && UpstreamException.isTransient(failure)) {
            failOver();
        } else {
            receiver.failed(failure);
        }
    }

    private void failOver() {
        synchronized (this) {
            if (cancelled) {
                return;
            }
            over = false;
            member = order.get(tried);
            permit = member.permit();
        }
        send();
    }

    @Override
    public void cancel() {
        Cancellable started;
        synchronized (this) {
            cancelled = true;
            started = running;
        }
        if (finish(null, true) && started != null) {
            started.cancel();
        }
    }

    /** Releases the permit first, so that the next call does not wait for what follows this one. */
    private boolean finish(@Nullable Throwable failure, boolean byCaller) {
        CircuitBreakers.Call admitted;
        UpstreamMeter.Attempt metered;
        synchronized (this) {
            if (over) {
                return false;
            }
            over = true;
            admitted = circuit;
            metered = attempt;
            circuit = null;
            attempt = null;
            running = null;
        }
        if (metered != null) {
            metered.finish(failure, byCaller);
        }
        if (admitted != null) {
            admitted.end(failure, byCaller);
        }
        permit.release();
        return true;
    }
}
