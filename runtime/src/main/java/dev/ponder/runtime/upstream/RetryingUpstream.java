package dev.ponder.runtime.upstream;

import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;

import dev.ponder.api.error.InferenceException;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.runtime.config.UpstreamConfig.RetryConfig;
import dev.ponder.runtime.time.Timer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Retries calls after transient errors, as long as no item of the answer has arrived. This is the only place that retries.
 */
final class RetryingUpstream extends DecoratedUpstream {

    private static final int MAX_DOUBLINGS = 20;
    private final RetryConfig config;
    private final RetryBudget budget;
    private final Timer timer;
    private final RandomGenerator random;
    private final Clock clock;
    private final UpstreamFailureLog failures;

    RetryingUpstream(Upstream upstream, RetryConfig config, Timer timer, RandomGenerator random, Clock clock,
            UpstreamFailureLog failures) {
        super(upstream);
        this.config = config;
        this.budget = new RetryBudget(config);
        this.timer = timer;
        this.random = random;
        this.clock = clock;
        this.failures = failures;
    }

    @Override
    <T> Uni<T> around(Uni<T> reply, UpstreamRequest call) {
        return Uni.createFrom().deferred(() -> reply.onFailure().retry().when(new Attempts(call)::retries));
    }

    @Override
    <T> Multi<T> around(Multi<T> items, UpstreamRequest call) {
        return Multi.createFrom().deferred(() -> {
            var attempts = new Attempts(call);
            return items.onItem().invoke(() -> attempts.begun = true).onFailure().retry().when(attempts::retries);
        });
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
        Multi<Boolean> retries(Multi<Throwable> failures) {
            return failures.onItem().transformToUniAndConcatenate(this::retry);
        }

        /** The budget is charged after the back-off, so that calls that fail together do not all retry. */
        private Uni<Boolean> retry(Throwable failure) {
            if (begun || config.max() <= 0 || !isRetryable(failure)) {
                return Uni.createFrom().failure(failure);
            }
            if (retries >= config.max() || !budget.affords()) {
                return exhausted(failure, retries >= config.max() ? "retry.max" : "the retry budget is exhausted");
            }
            return timer.after(backOff(failure, retries++)).onItem().transformToUni(passed -> budget.take()
                    ? Uni.createFrom().item(true)
                    : exhausted(failure, "the retry budget is exhausted"));
        }

        private Uni<Boolean> exhausted(Throwable failure, String reason) {
            failures.exhausted(name(), call.model(), retries, reason, failure);
            return Uni.createFrom().failure(failure);
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
