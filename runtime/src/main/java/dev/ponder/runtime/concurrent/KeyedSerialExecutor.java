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

    /** Does a task when those before it are over, well or not. What is returned completes, at home, when it is done. */
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
