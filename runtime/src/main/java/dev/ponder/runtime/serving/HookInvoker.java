package dev.ponder.runtime.serving;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.serving.InferenceModel;
import dev.ponder.runtime.concurrent.EventLoopExecutor;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Calls the hook methods of one model on the threads that {@link Hook} selects; results resume on the event loop. */
final class HookInvoker {

    /** Items of a stream from a worker thread that are requested before the client has read the ones before. */
    private static final int PREFETCH = 1;

    private final InferenceModel model;
    private final Set<Hook> blocking = EnumSet.noneOf(Hook.class);
    private final Executor workers;

    /** @param type the class that declares the hook methods; {@code model} may be a proxy of it */
    HookInvoker(InferenceModel model, Class<?> type, Executor workers) {
        this.model = model;
        this.workers = workers;
        for (Hook hook : Hook.values()) {
            if (hook.blocks(type)) {
                blocking.add(hook);
            }
        }
    }

    InferenceModel model() {
        return model;
    }

    /** Calls a hook method when the result is subscribed to. */
    Uni<HookResult> call(Hook hook, Function<InferenceModel, @Nullable Object> method) {
        return Uni.createFrom().deferred(() -> {
            EventLoopExecutor eventLoop = EventLoopExecutor.here();
            boolean onWorker = blocking.contains(hook);
            return (onWorker ? onWorker(method) : Uni.createFrom().item(() -> method.apply(model)))
                    .chain(HookInvoker::completed)
                    .map(result -> result(result, onWorker, eventLoop))
                    .emitOn(eventLoop);
        });
    }

    /** A request that is cancelled while it waits for a worker thread calls nothing. */
    private Uni<Object> onWorker(Function<InferenceModel, @Nullable Object> method) {
        var wanted = new AtomicBoolean(true);
        return Uni.createFrom().item(() -> wanted.get() ? method.apply(model) : null)
                .runSubscriptionOn(workers)
                .onCancellation().invoke(() -> wanted.set(false));
    }

    private static Uni<Object> completed(@Nullable Object result) {
        if (result instanceof Uni<?> uni) {
            return uni.map(value -> (Object) value);
        }
        return result instanceof CompletionStage<?> stage
                ? Uni.createFrom().completionStage(stage).map(value -> (Object) value)
                : Uni.createFrom().item(result);
    }

    private HookResult result(@Nullable Object result, boolean onWorker, EventLoopExecutor eventLoop) {
        if (!(result instanceof Flow.Publisher<?> items)) {
            return new HookResult.Value(result);
        }
        Multi<Object> stream = Multi.createFrom().publisher(items).map(item -> (Object) item);
        return new HookResult.Stream(
                (onWorker ? stream.runSubscriptionOn(workers) : stream).emitOn(eventLoop, PREFETCH));
    }
}
