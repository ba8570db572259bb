package dev.ponder.runtime.serving;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dev.ponder.api.error.BudgetExceeded;
import dev.ponder.api.error.InferenceException;
import dev.ponder.api.error.InternalError;
import dev.ponder.api.serving.InferenceModel;
import dev.ponder.api.serving.ModelCall;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.metrics.ModelMetrics;
import dev.ponder.runtime.stream.StreamTimeouts;
import dev.ponder.runtime.time.Timer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Takes a request through the hooks of its model. */
@ApplicationScoped
public class ModelPipeline {

    private static final Logger LOG = Logger.getLogger(ModelPipeline.class);

    private final ModelMetrics metrics;
    private final Clock clock;
    private final Timer delays;
    private final Duration deadline;

    ModelPipeline(ModelMetrics metrics, PonderConfig config, Clock clock, Timer delays) {
        this.metrics = metrics;
        this.clock = clock;
        this.delays = delays;
        this.deadline = config.limits().deadline();
    }

    /** What {@code predict} comes to: a value, or a {@code Multi}. Each hook is measured to the end of its stream. */
    public Uni<Object> predict(RegisteredModel model, Object payload, ModelCall call) {
        InferenceModel hooks = model.definition().inference();
        return run(model, payload, call, Hook.PREDICT, input -> () -> hooks.predict(input, call));
    }

    /** What {@code explain} comes to. */
    public Uni<Object> explain(RegisteredModel model, Object payload, ModelCall call) {
        InferenceModel hooks = model.definition().inference();
        return run(model, payload, call, Hook.EXPLAIN, input -> () -> hooks.explain(input, call));
    }

    /** Calls a hook with what the hook before it came to. */
    @FunctionalInterface
    private interface Step {

        Supplier<Object> with(Object input);
    }

    private Uni<Object> run(RegisteredModel model, Object payload, ModelCall call, Hook verb, Step step) {
        InferenceModel hooks = model.definition().inference();
        return Uni.createFrom().deferred(() -> {
            Instant began = clock.instant();
            Uni<Object> result = measured(model, Hook.PREPROCESS, () -> hooks.preprocess(payload, call))
                    .chain(input -> measured(model, verb, step.with(input)))
                    .chain(output -> measured(model, Hook.POSTPROCESS, () -> hooks.postprocess(output, call)));
            return untilOver(inTime(result, began), model.use())
                    .map(end -> end instanceof Multi<?> stream ? firstMeasured(model, stream, began) : end);
        });
    }

    private Uni<Object> measured(RegisteredModel model, Hook hook, Supplier<Object> invocation) {
        return Uni.createFrom().deferred(() -> {
            Instant began = clock.instant();
            return untilOver(known(model.hooks().call(hook, invocation), model, hook),
                    () -> metrics.hookEnded(model.name(), hook.method(), since(began)));
        });
    }

    /** What nobody foresaw goes to the log with the model's name; the client learns that there was something. */
    private static Uni<Object> known(Uni<Object> result, RegisteredModel model, Hook hook) {
        Predicate<Throwable> unforeseen = failure -> !(failure instanceof InferenceException);
        return result
                .map(end -> end instanceof Multi<?> stream
                        ? stream.onFailure(unforeseen).transform(failure -> defect(failure, model, hook))
                        : end)
                .onFailure(unforeseen).transform(failure -> defect(failure, model, hook));
    }

    private static InternalError defect(Throwable failure, RegisteredModel model, Hook hook) {
        LOG.errorf(failure, "model '%s' failed in %s", model.name(), hook.method());
        return new InternalError("internal error (see the server's log)", failure);
    }

    /** Runs an action when a result is there, or, if that is a stream, when it is over. */
    private static Uni<Object> untilOver(Uni<Object> result, Runnable over) {
        return result
                .map(end -> end instanceof Multi<?> stream ? stream.onTermination().invoke(over) : after(over, end))
                .onFailure().invoke(over)
                .onCancellation().invoke(over);
    }

    private static Object after(Runnable over, Object end) {
        over.run();
        return end;
    }

    private Uni<Object> inTime(Uni<Object> result, Instant began) {
        return delays.limit(result, deadline, this::late).map(end -> end instanceof Multi<?> stream
                ? new StreamTimeouts(delays).deadline(stream, left(began), this::late)
                : end);
    }

    private Duration left(Instant began) {
        Duration left = deadline.minus(since(began));
        return left.compareTo(Duration.ZERO) > 0 ? left : Duration.ofMillis(1);
    }

    private BudgetExceeded late() {
        return BudgetExceeded.late("deadline: the model did not answer within " + deadline.toMillis()
                + " ms (see ponder.limits.deadline)");
    }

    private Multi<?> firstMeasured(RegisteredModel model, Multi<?> stream, Instant began) {
        var first = new AtomicBoolean(true);
        return stream.onItem().invoke(item -> {
            if (first.getAndSet(false)) {
                metrics.firstItem(model.name(), since(began));
            }
        });
    }

    private Duration since(Instant began) {
        return Duration.between(began, clock.instant());
    }
}
