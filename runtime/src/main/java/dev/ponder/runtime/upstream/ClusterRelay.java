package dev.ponder.runtime.upstream;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.chat.Usage;
import dev.ponder.api.error.Overloaded;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.runtime.concurrent.AsyncSemaphore;
import dev.ponder.runtime.time.TimerGroup;
import io.vertx.core.buffer.Buffer;

/**
 * A relayed call to one of several upstreams: for each of them it waits for a permit, asks the circuit breaker and reports
 * the outcome. It fails over to the next one until a head is forwarded; an error of the last one is forwarded as it is. Used
 * on one event loop.
 */
final class ClusterRelay implements RelayedCall, RelayReceiver, AsyncSemaphore.Waiter {

    private final List<ClusterMember> order;
    private final RelayCall call;
    private final TimerGroup timers;
    private final RelayReceiver receiver;
    private int tried;
    private ClusterMember member;
    private AsyncSemaphore.Permit permit;
    private CircuitBreakers.@Nullable Call circuit;
    private UpstreamMeter.@Nullable Attempt attempt;
    private @Nullable RelayedCall relayed;
    private @Nullable UpstreamException refusal;
    private boolean requested;
    private boolean begun;
    private boolean over;

    /**
     * A call.
     *
     * @param order the upstreams, the preferred one first; at least one
     */
    ClusterRelay(List<ClusterMember> order, RelayCall call, TimerGroup timers, RelayReceiver receiver) {
        this.order = order;
        this.call = call;
        this.timers = timers;
        this.receiver = receiver;
        this.member = order.get(0);
        this.permit = member.permit();
    }

    @Override
    public void send() {
        tried++;
        permit.acquire(this);
    }

    @Override
    public void granted() {
        try {
            circuit = member.circuits().begin(call);
        } catch (UpstreamException open) {
            failed(open);
            return;
        }
        attempt = member.meter().begin(call, call.streaming());
        RelayedCall sending = member.server().relay(call, timers, this);
        relayed = sending;
        sending.send();
        if (requested && relayed == sending) {
            sending.request();
        }
    }

    @Override
    public void rejected(Overloaded failure) {
        failed(failure);
    }

    @Override
    public void request() {
        requested = true;
        if (relayed != null) {
            relayed.request();
        }
    }

    @Override
    public void head(RelayHead head) {
        refusal = head.failure();
        if (refusal != null && head.refuses() && fallsBack(refusal)) {
            cancelCall();
            failed(refusal);
            return;
        }
        if (circuit != null && refusal != null && head.refuses()) {
            circuit.end(refusal);
            member.failed(refusal);
        } else if (circuit != null) {
            circuit.answered();
        }
        begun = true;
        receiver.head(head);
    }

    @Override
    public void bytes(Buffer bytes) {
        requested = false;
        if (attempt != null) {
            attempt.answered();
        }
        receiver.bytes(bytes);
    }

    @Override
    public void used(Usage usage) {
        if (attempt != null) {
            attempt.used(usage);
        }
        receiver.used(usage);
    }

    @Override
    public void end(Buffer last) {
        finish(refusal, null, false);
        receiver.end(last);
    }

    @Override
    public void failed(Throwable failure) {
        boolean fallsBack = fallsBack(failure);
        finish(failure, failure, false);
        member.failed(failure);
        if (fallsBack) {
            over = false;
            member = order.get(tried);
            permit = member.permit();
            send();
        } else {
            receiver.failed(failure);
        }
    }

    private boolean fallsBack(Throwable failure) {
        return !begun && tried < order.size() && UpstreamException.isTransient(failure);
    }

    @Override
    public void cancel() {
        if (!over) {
            cancelCall();
            finish(refusal, null, true);
        }
    }

    private void cancelCall() {
        if (relayed != null) {
            relayed.cancel();
        }
    }

    /** The circuit breaker has the outcome of an error response already. */
    private void finish(@Nullable Throwable reported, @Nullable Throwable broken, boolean cancelled) {
        over = true;
        relayed = null;
        if (circuit != null && cancelled) {
            circuit.cancel();
        } else if (circuit != null) {
            circuit.end(broken);
        }
        if (attempt != null) {
            attempt.finish(reported, cancelled);
        }
        circuit = null;
        attempt = null;
        refusal = null;
        permit.release();
    }
}
