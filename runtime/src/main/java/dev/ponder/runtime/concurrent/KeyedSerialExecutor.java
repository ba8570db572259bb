package dev.ponder.runtime.concurrent;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;

/**
 * Does one thing after the other for each name. They are tasks of the server: who asked for one may leave, and it is done
 * all the same. Thread-safe.
 */
public final class KeyedSerialExecutor {

    private final Map<String, Uni<Void>> last = new ConcurrentHashMap<>();

    /** Runs a task after the earlier tasks of its key have ended. The result completes on the event loop of the caller. */
    public Uni<Void> after(String name, Supplier<Uni<Void>> task) {
        Uni<Void> done = last.compute(name, (same, before) -> {
            Uni<Void> begun = Uni.createFrom().deferred(() -> task.get());
            Uni<Void> next = before == null ? begun : before.onFailure().recoverWithNull().chain(() -> begun);
            return next.memoize().indefinitely();
        });
        done.subscribe().with(ended -> last.remove(name, done), failure -> last.remove(name, done));
        return Uni.createFrom().deferred(() -> done.emitOn(EventLoopExecutor.here()));
    }
}
