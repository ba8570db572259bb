package dev.ponder.runtime.serving;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.ponder.api.error.BudgetExceeded;
import dev.ponder.api.error.InferenceException;
import dev.ponder.api.error.InternalException;
import dev.ponder.api.serving.InferenceModel;
import dev.ponder.api.serving.ModelCall;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.config.reload.ReloadableSettings;
import dev.ponder.runtime.metrics.ModelMetrics;
import dev.ponder.runtime.stream.StreamTimeouts;
import dev.ponder.runtime.time.Timer;
import io.smallrye.mutiny.Uni;

/**
 * Passes a request through the hook methods of a model. Each method is measured until its value or the end of its
 * stream; the model is in use until the last one ends.
 */
@Singleton
public class ModelPipeline implements ReloadableSettings {

    private static final Logger LOG = Logger.getLogger(ModelPipeline.class);
    private static final Predicate<Throwable> UNEXPECTED = failure -> !(failure instanceof InferenceException);

    private final ModelMetrics metrics;
    private final Clock clock;
    private final Timer timer;
    private volatile Duration maxDuration;

    ModelPipeline(ModelMetrics metrics, PonderConfig config, Clock clock, Timer timer) {
        this.metrics = metrics;
        this.clock = clock;
        this.timer = timer;
        this.maxDuration = config.limits().deadline();
    }

    @Override
    public void use(PonderConfig changed) {
        maxDuration = changed.limits().deadline();
    }

    /** The result of {@code preprocess}, {@code predict} and {@code postprocess}. Fails with 501 without hooks. */
    public Uni<HookResult> predict(RegisteredModel model, Object payload, ModelCall call) {
        return model.hooks()
                .map(hooks -> new Run(model, hooks, call).through(Hook.PREDICT, InferenceModel::predict, payload))
                .orElseGet(() -> Uni.createFrom().failure(model.definition().noPrediction()));
    }

    /** The result of {@code preprocess}, {@code explain} and {@code postprocess}. Fails with 501 without hooks. */
    public Uni<HookResult> explain(RegisteredModel model, Object payload, ModelCall call) {
        return model.hooks()
                .map(hooks -> new Run(model, hooks, call).through(Hook.EXPLAIN, InferenceModel::explain, payload))
                .orElseGet(() -> Uni.createFrom().failure(model.definition().noExplainer()));
    }

    /**
     * Holds and measures a chat model while the engine answers in place of hook methods: as {@code predict}, with an empty
     * {@code preprocess} and {@code postprocess}, because KServe's dashboards add up all three. An answer that fails or is
     * cancelled before its first item has no {@code postprocess}. The engine enforces the deadline.
     *
     * @param answer starts the answer; runs its argument once the first item of a stream is there
     */
    public <T> Uni<T> chat(RegisteredModel model, Function<Runnable, Uni<T>> answer) {
        return Uni.createFrom().deferred(() -> {
            Instant start = clock.instant();
            Runnable release = model.use();
            ended(model, Hook.PREPROCESS, start);
            Runnable measured = firstItem(model, start);
            var streamed = new AtomicBoolean();
            Runnable first = () -> {
                streamed.set(true);
                measured.run();
            };
            return Uni.createFrom().deferred(() -> answer.apply(first))
                    .onTermination().invoke((answered, failure, cancelled) -> {
                        ended(model, Hook.PREDICT, start);
                        if (streamed.get() || failure == null && !cancelled) {
                            ended(model, Hook.POSTPROCESS, clock.instant());
                        }
                        release.run();
                    });
        });
    }

    private void ended(RegisteredModel model, Hook hook, Instant start) {
        metrics.hookEnded(model.name(), hook.method(), since(start));
    }

    private Runnable firstItem(RegisteredModel model, Instant start) {
        var first = new AtomicBoolean(true);
        return () -> {
            if (first.getAndSet(false)) {
                metrics.firstItem(model.name(), since(start));
            }
        };
    }

    private Duration since(Instant start) {
        return Duration.between(start, clock.instant());
    }

    /** A hook method that takes the result of the method before. */
    @FunctionalInterface
    private interface HookMethod {

        @Nullable
        Object call(InferenceModel model, Object input, ModelCall call);
    }

    private final class Run {

        private final RegisteredModel model;
        private final HookInvoker hooks;
        private final ModelCall call;
        private final Duration deadline = maxDuration;

        Run(RegisteredModel model, HookInvoker hooks, ModelCall call) {
            this.model = model;
            this.hooks = hooks;
            this.call = call;
        }

        Uni<HookResult> through(Hook hook, HookMethod method, Object payload) {
            return Uni.createFrom().deferred(() -> {
                Instant start = clock.instant();
                Uni<HookResult> result = step(Hook.PREPROCESS, InferenceModel::preprocess, payload)
                        .chain(input -> step(hook, method, input.payload()))
                        .chain(output -> step(Hook.POSTPROCESS, InferenceModel::postprocess, output.payload()));
                Runnable first = firstItem(model, start);
                return atEnd(withDeadline(result, start), model.use())
                        .map(end -> end.mapStream(items -> items.onItem().invoke(first)));
            });
        }

        private Uni<HookResult> step(Hook hook, HookMethod method, Object input) {
            return Uni.createFrom().deferred(() -> {
                Instant start = clock.instant();
                Uni<HookResult> result = hooks.call(hook, target -> method.call(target, input, call));
                return atEnd(withKnownErrors(result, hook), () -> ended(model, hook, start));
            });
        }

        /** An unexpected failure is logged with the model's name; the client gets an internal error. */
        private Uni<HookResult> withKnownErrors(Uni<HookResult> result, Hook hook) {
            return result
                    .map(end -> end.mapStream(items -> items.onFailure(UNEXPECTED)
                            .transform(failure -> internalError(failure, hook))))
                    .onFailure(UNEXPECTED).transform(failure -> internalError(failure, hook));
        }

        private InternalException internalError(Throwable failure, Hook hook) {
            LOG.errorf(failure, "model '%s' failed in %s", model.name(), hook.method());
            return new InternalException("internal error (see the server's log)", failure);
        }

        private Uni<HookResult> withDeadline(Uni<HookResult> result, Instant start) {
            return timer.limit(result, deadline, this::deadlineExceeded)
                    .map(end -> end.mapStream(items -> new StreamTimeouts(timer).deadline(items, left(start),
                            this::deadlineExceeded)));
        }

        private Duration left(Instant start) {
            Duration left = deadline.minus(since(start));
            return left.compareTo(Duration.ZERO) > 0 ? left : Duration.ofMillis(1);
        }

        private BudgetExceeded deadlineExceeded() {
            return BudgetExceeded.deadlineExceeded("deadline: the model did not answer within " + deadline.toMillis()
                    + " ms (see ponder.limits.deadline)");
        }

        /** Runs an action once the value is there, the stream ends, or the result fails or is cancelled. */
        private static Uni<HookResult> atEnd(Uni<HookResult> result, Runnable action) {
            return result
                    .map(end -> end.fold(value -> {
                        action.run();
                        return end;
                    }, items -> new HookResult.Stream(items.onTermination().invoke(action))))
                    .onFailure().invoke(action)
                    .onCancellation().invoke(action);
        }
    }
}
