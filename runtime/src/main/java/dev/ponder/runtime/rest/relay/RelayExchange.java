package dev.ponder.runtime.rest.relay;

import java.time.Duration;
import java.util.function.Supplier;

import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.chat.Usage;
import dev.ponder.api.error.BudgetExceeded;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.runtime.event.RequestTrace;
import dev.ponder.runtime.rest.error.ErrorMapping;
import dev.ponder.runtime.rest.http.CommitPolicy;
import dev.ponder.runtime.rest.http.ResponseWriter;
import dev.ponder.runtime.time.RestartableTimer;
import dev.ponder.runtime.time.TimerGroup;
import dev.ponder.runtime.upstream.RelayCall;
import dev.ponder.runtime.upstream.RelayHead;
import dev.ponder.runtime.upstream.RelayReceiver;
import dev.ponder.runtime.upstream.RelayedCall;
import dev.ponder.runtime.upstream.Upstream;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/**
 * One relayed request, from its admission to the last byte of its response. The upstream's bytes are written to the client
 * as they come, one piece for each piece that the client has taken. Everything happens on the event loop of the request, by
 * plain calls.
 *
 * <ol>
 * <li>{@link #start} sends the call: {@code upstream} chooses a server, waits for a permit, asks the circuit breaker and
 * fails over to another server until there is a head.
 * <li>{@link #head} keeps status and headers until the response is committed: with its first bytes, or after the grace time.
 * <li>{@link #bytes} passes bytes to the {@link ResponseWriter}, which requests the next ones when the client can take them.
 * <li>{@link #end} and {@link #failed} end the response: before the commit, a failure is an error response.
 * <li>{@link #cancel} closes the call when the client disconnects.
 * </ol>
 */
final class RelayExchange implements RelayReceiver, ResponseWriter.Source {

    private final RequestTrace trace;
    private final RelayedResponse response;
    private final ResponseWriter writer;
    private final RelayedCall call;
    private final RestartableTimer deadline;
    private @Nullable UpstreamException refusal;
    private Usage used = Usage.NONE;
    private final @Nullable RelayCharge charge;
    private boolean over;

    /**
     * An exchange.
     *
     * @param emitter completes when the response is written
     * @param deadlineExceeded the failure when the deadline has passed
     * @param charge charges the client; null for one without limits
     */
    RelayExchange(HttpServerRequest request, UniEmitter<? super Response> emitter, RequestTrace trace,
            Upstream upstream, RelayCall call, RelayedResponse response, CommitPolicy policy, TimerGroup timers,
            Supplier<BudgetExceeded> deadlineExceeded, @Nullable RelayCharge charge) {
        this.trace = trace;
        this.response = response;
        this.charge = charge;
        this.writer = new ResponseWriter(request, emitter, response::commit, policy,
                failure -> response.failure(ErrorMapping.known(failure)), timers, this);
        this.call = upstream.relay(call.withId(trace.nextCall()), timers, this);
        this.deadline = timers.add(() -> expire(deadlineExceeded.get()));
    }

    /** Sends the call and begins the response. */
    void start(Duration limit) {
        trace.start();
        deadline.start(limit);
        call.send();
        if (!over) {
            writer.begin();
        }
    }

    @Override
    public void request() {
        call.request();
    }

    @Override
    public void head(RelayHead head) {
        refusal = head.failure();
        response.head(head);
    }

    @Override
    public void bytes(Buffer bytes) {
        trace.answering();
        received(bytes);
        Buffer written = response.body(bytes);
        if (written.length() == 0) {
            call.request();
        } else {
            writer.write(written);
        }
    }

    @Override
    public void used(Usage usage) {
        used = usage;
        if (charge != null) {
            charge.used(usage);
        }
    }

    private void received(Buffer bytes) {
        if (charge != null) {
            charge.received(bytes);
        }
    }

    private void settle(boolean failed) {
        if (charge != null) {
            charge.end(failed);
        }
    }

    @Override
    public void end(Buffer last) {
        over = true;
        if (last.length() > 0) {
            trace.answering();
            received(last);
        }
        settle(false);
        trace.finishRelayed(refusal, false, used);
        writer.end(response.body(last));
    }

    @Override
    public void failed(Throwable failure) {
        over = true;
        settle(true);
        trace.finishRelayed(failure, false, used);
        writer.fail(failure);
    }

    private void expire(BudgetExceeded late) {
        if (!over) {
            call.cancel();
            failed(late);
        }
    }

    @Override
    public void cancel() {
        if (!over) {
            over = true;
            call.cancel();
            settle(false);
            trace.finishRelayed(null, true, used);
        }
    }
}
