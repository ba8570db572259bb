package dev.ponder.runtime.upstream;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.InferenceException;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.runtime.config.UpstreamConfig.RetryConfig;
import dev.ponder.runtime.time.Timer;
import dev.ponder.runtime.time.TimerGroup;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

/**
 * Retries calls after transient errors, as long as no item of the answer has arrived. This is the only place that retries.
 * Relayed calls pass.
 */
final class RetryingUpstream implements Upstream {

    private static final int MAX_DOUBLINGS = 20;
    private final Upstream upstream;
    private final RetryConfig config;
    private final RetryBudget budget;
    private final Timer timer;
    private final RandomGenerator random;
    private final Clock clock;
    private final UpstreamFailureLog failures;

    RetryingUpstream(Upstream upstream, RetryConfig config, Timer timer, RandomGenerator random, Clock clock,
            UpstreamFailureLog failures) {
        this.upstream = upstream;
        this.config = config;
        this.budget = new RetryBudget(config);
        this.timer = timer;
        this.random = random;
        this.clock = clock;
        this.failures = failures;
    }

    @Override
    public String name() {
        return upstream.name();
    }

    @Override
    public Uni<Completion> complete(UpstreamCall call) {
        return new CompletionUni(this, call);
    }

    @Override
    public Cancellable complete(UpstreamCall call, CompletionReceiver receiver) {
        var completion = new RetriedCompletion(call, receiver);
        completion.send();
        return completion;
    }

    @Override
    public Multi<StreamEvent> stream(UpstreamCall call) {
        return Multi.createFrom().deferred(() -> {
            var attempts = new Attempts(call);
            return upstream.stream(call).onItem().invoke(() -> attempts.begun = true)
                    .onFailure().retry().when(attempts::retries);
        });
    }

    @Override
    public boolean relays(Endpoint endpoint) {
        return upstream.relays(endpoint);
    }

    @Override
    public RelayedCall relay(RelayCall call, TimerGroup timers, RelayReceiver receiver) {
        return upstream.relay(call, timers, receiver);
    }

    @Override
    public Uni<List<ObjectNode>> models() {
        return upstream.models();
    }

    /** A call for a whole answer. Cancellation may come from any thread. */
    private final class RetriedCompletion implements CompletionReceiver, Cancellable {

        private final UpstreamCall call;
        private final CompletionReceiver receiver;
        private final Attempts attempts;
        private @Nullable Cancellable running;
        private int sent;
        private boolean cancelled;

        RetriedCompletion(UpstreamCall call, CompletionReceiver receiver) {
            this.call = call;
            this.receiver = receiver;
            this.attempts = new Attempts(call);
        }

        void send() {
            int mine = ++sent;
            hold(upstream.complete(call, this), mine);
        }

        /** An attempt that has failed is not held: the back-off is. */
        private void hold(Cancellable started, int number) {
            synchronized (this) {
                if (!cancelled) {
                    running = sent == number ? started : running;
                    return;
                }
            }
            started.cancel();
        }

        @Override
        public void completed(Completion completion) {
            receiver.completed(completion);
        }

        @Override
        public void failed(Throwable failure) {
            Duration wait = attempts.backOff(failure);
            if (wait == null) {
                receiver.failed(failure);
            } else {
                int mine = ++sent;
                hold(timer.schedule(wait, () -> retry(failure)), mine);
            }
        }

        private void retry(Throwable failure) {
            if (attempts.affordable(failure)) {
                send();
            } else {
                receiver.failed(failure);
            }
        }

        @Override
        public void cancel() {
            Cancellable started;
            synchronized (this) {
                cancelled = true;
                started = running;
            }
            if (started != null) {
                started.cancel();
            }
        }
    }

    /** The attempts of one call. */
    private final class Attempts {

        private final UpstreamRequest call;
        private volatile boolean begun;
        private int retries;

        Attempts(UpstreamRequest call) {
            this.call = call;
            budget.payIn();
        }

        /** An item for each retry. Fails with the failure of the call when there is no further retry. */
        Multi<Boolean> retries(Multi<Throwable> failed) {
            return failed.onItem().transformToUniAndConcatenate(failure -> {
                Duration wait = begun ? null : backOff(failure);
                return wait == null
                        ? Uni.createFrom().failure(failure)
                        : timer.after(wait).onItem().transformToUni(passed -> affordable(failure)
                                ? Uni.createFrom().item(true)
                                : Uni.createFrom().failure(failure));
            });
        }

        /** How long to wait before the next attempt; null if there is none. */
        @Nullable
        Duration backOff(Throwable failure) {
            if (config.max() <= 0 || !isRetryable(failure)) {
                return null;
            }
            if (retries >= config.max() || !budget.affords()) {
                exhausted(failure, retries >= config.max() ? "retry.max" : "the retry budget is exhausted");
                return null;
            }
            return RetryingUpstream.this.backOff(failure, retries++);
        }

        /** Charges the budget after the back-off, so that calls that fail together do not all retry. */
        boolean affordable(Throwable failure) {
            boolean taken = budget.take();
            if (!taken) {
                exhausted(failure, "the retry budget is exhausted");
            }
            return taken;
        }

        private void exhausted(Throwable failure, String reason) {
            failures.exhausted(name(), call.model(), retries, reason, failure);
        }
    }

    private boolean isRetryable(Throwable failure) {
        return failure instanceof UpstreamException known && known.retryable()
                && RetryAfter.of(known, clock.instant()).filter(wait -> wait.compareTo(config.maxDelay()) > 0)
                        .isEmpty();
    }

    /** Exponential with jitter, or what the upstream asks for and a little more, so that not all calls retry at once. */
    private Duration backOff(Throwable failure, int retry) {
        long ceiling = Math.min(config.maxDelay().toMillis(),
                config.delay().toMillis() << Math.min(retry, MAX_DOUBLINGS));
        return RetryAfter.of((InferenceException) failure, clock.instant())
                .map(wait -> wait.plusMillis(random.nextLong(config.delay().toMillis() / 2 + 1)))
                .orElseGet(() -> Duration.ofMillis(ceiling / 2 + random.nextLong(ceiling / 2 + 1)));
    }
}
