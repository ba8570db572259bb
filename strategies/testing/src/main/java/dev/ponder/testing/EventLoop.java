package dev.ponder.testing;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.infrastructure.Infrastructure;

/** A thread that behaves like a Vert.x event loop: Mutiny rejects blocking calls on it, and its waits are counted. */
final class EventLoop {

    private static final String NAME = "vert.x-eventloop-thread-";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private EventLoop() {
    }

    /** Runs a task twice, first to load its classes. Fails if the task fails or waits. */
    static void run(Runnable task) throws InterruptedException {
        var failure = new AtomicReference<@Nullable Throwable>();
        var thread = new Thread(() -> {
            try {
                task.run();
                assertNoWait(task);
            } catch (Throwable thrown) {
                failure.set(thrown);
            }
        }, NAME + "test");
        thread.setDaemon(true);
        Infrastructure.setCanCallerThreadBeBlockedSupplier(() -> !Thread.currentThread().getName().startsWith(NAME));
        try {
            thread.start();
            thread.join(PATIENCE.toMillis());
        } finally {
            Infrastructure.resetCanCallerThreadBeBlockedSupplier();
        }
        if (thread.isAlive()) {
            throw new AssertionError("an event loop is blocked at " + Arrays.toString(thread.getStackTrace()));
        }
        if (failure.get() != null) {
            throw new AssertionError("on an event loop: " + failure.get(), failure.get());
        }
    }

    private static void assertNoWait(Runnable task) {
        long before = waits();
        task.run();
        long waited = waits() - before;
        if (waited > 0) {
            throw new AssertionError("an event loop waited " + waited + " times (expected 0: no sleep, no lock, no"
                    + " other thread's result)");
        }
    }

    private static long waits() {
        return ManagementFactory.getThreadMXBean().getThreadInfo(Thread.currentThread().getId()).getWaitedCount();
    }
}
