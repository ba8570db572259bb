package dev.ponder.runtime.concurrent;

import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * The event loop that a request lives on. What it waits for may come about on another one, where another request lives:
 * it goes on at home.
 */
public final class EventLoopExecutor implements Executor {

    private final @Nullable Context context;

    private EventLoopExecutor(@Nullable Context context) {
        this.context = context;
    }

    /** The event loop of the caller; where there is none, tasks are run by whoever brings them. */
    public static EventLoopExecutor here() {
        return new EventLoopExecutor(Vertx.currentContext());
    }

    /** Runs a task, at once when this is home. */
    @Override
    public void execute(Runnable task) {
        if (context == null || context == Vertx.currentContext()) {
            task.run();
        } else {
            context.runOnContext(arrived -> task.run());
        }
    }
}
