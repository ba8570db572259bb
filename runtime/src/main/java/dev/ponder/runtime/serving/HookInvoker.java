package dev.ponder.runtime.serving;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.ponder.runtime.concurrent.EventLoopExecutor;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Calls the hooks of one model, each on the threads that it asks for; results come home to the request's event loop. */
final class HookInvoker {

    /** What a stream may be ahead of its client, when it comes from another thread. */
    private static final int AHEAD = 1;

    private final Set<Hook> blocking = EnumSet.noneOf(Hook.class);
    private final Executor workers;

    HookInvoker(Class<?> model, Executor workers) {
        this.workers = workers;
        for (Hook hook : Hook.values()) {
            if (hook.blocks(model)) {
                blocking.add(hook);
            }
        }
    }

    /** What the hook comes to: a value, or a {@code Multi} that is to be subscribed to. Called on its subscription. */
    Uni<Object> call(Hook hook, Supplier<Object> invocation) {
        return Uni.createFrom().deferred(() -> {
            EventLoopExecutor home = EventLoopExecutor.here();
            boolean offLoop = blocking.contains(hook);
            return (offLoop ? onWorker(invocation) : Uni.createFrom().item(invocation))
                    .chain(HookInvoker::awaited)
                    .map(result -> result instanceof Flow.Publisher<?> items ? stream(items, offLoop, home) : result)
                    .emitOn(home);
        });
    }

    /** A client may leave before there is a thread for it: then nothing is called. */
    private Uni<Object> onWorker(Supplier<Object> invocation) {
        var wanted = new AtomicBoolean(true);
        return Uni.createFrom().item(() -> wanted.get() ? invocation.get() : null)
                .runSubscriptionOn(workers)
                .onCancellation().invoke(() -> wanted.set(false));
    }

    private Multi<Object> stream(Flow.Publisher<?> items, boolean offLoop, EventLoopExecutor home) {
        Multi<Object> stream = Multi.createFrom().publisher(items).map(item -> (Object) item);
        return (offLoop ? stream.runSubscriptionOn(workers) : stream).emitOn(home, AHEAD);
    }

    private static Uni<Object> awaited(@Nullable Object result) {
        if (result instanceof Uni<?> uni) {
            return uni.map(value -> (Object) value);
        }
        return result instanceof CompletionStage<?> stage
                ? Uni.createFrom().completionStage(stage).map(value -> (Object) value)
                : Uni.createFrom().item(result);
    }
}
