package dev.ponder.runtime.concurrent;

import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * Runs tasks on the event loop of a request. A request that waits for an event of another one, such as a released permit,
 * resumes on its own event loop by this.
 */
public final class EventLoopExecutor implements Executor {

    private final @Nullable Context context;

    private EventLoopExecutor(@Nullable Context context) {
        this.context = context;
    }

    /** The event loop of the caller. Without one, tasks run on the thread that submits them. */
    public static EventLoopExecutor here() {
        return new EventLoopExecutor(Vertx.currentContext());
    }

    /** Runs a task, at once when the caller is on this event loop. */
    @Override
    public void execute(Runnable task) {
        if (context == null || context == Vertx.currentContext()) {
            task.run();
        } else {
            executeLater(task);
        }
    }

    /** Runs a task after the one that runs now. Without an event loop, the task runs at once. */
    public void executeLater(Runnable task) {
        if (context == null) {
            task.run();
        } else {
            context.runOnContext(ignored -> task.run());
        }
    }
}
