package dev.ponder.runtime.model;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import dev.ponder.api.model.InferenceModel;
import dev.ponder.api.model.ModelCall;
import dev.ponder.runtime.metrics.ModelMetrics;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Takes a request through the hooks of its model. */
@ApplicationScoped
public class ModelPipeline {

    private final ModelMetrics metrics;
    private final Clock clock;

    ModelPipeline(ModelMetrics metrics, Clock clock) {
        this.metrics = metrics;
        this.clock = clock;
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
            return measured(model, Hook.PREPROCESS, () -> hooks.preprocess(payload, call))
                    .chain(input -> measured(model, verb, step.with(input)))
                    .chain(output -> measured(model, Hook.POSTPROCESS, () -> hooks.postprocess(output, call)))
                    .map(result -> result instanceof Multi<?> stream ? firstMeasured(model, stream, began) : result);
        });
    }

    private Uni<Object> measured(RegisteredModel model, Hook hook, Supplier<Object> invocation) {
        return Uni.createFrom().deferred(() -> {
            Instant began = clock.instant();
            Runnable ended = () -> metrics.hookEnded(model.name(), hook.method(), since(began));
            return model.hooks().call(hook, invocation)
                    .map(result -> result instanceof Multi<?> stream
                            ? stream.onTermination().invoke(ended)
                            : ended(result, ended))
                    .onFailure().invoke(ended)
                    .onCancellation().invoke(ended);
        });
    }

    private static Object ended(Object result, Runnable ended) {
        ended.run();
        return result;
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
