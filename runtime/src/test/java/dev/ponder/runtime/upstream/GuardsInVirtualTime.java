package dev.ponder.runtime.upstream;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;

import dev.ponder.testing.VirtualTime;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.faulttolerance.api.FaultTolerance;
import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.faulttolerance.api.Spi;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.faulttolerance.apiimpl.BasicCircuitBreakerMaintenanceImpl;
import io.smallrye.faulttolerance.apiimpl.BuilderLazyDependencies;
import io.smallrye.faulttolerance.apiimpl.GuardImpl;
import io.smallrye.faulttolerance.core.event.loop.EventLoop;
import io.smallrye.faulttolerance.core.metrics.MeteredOperation;
import io.smallrye.faulttolerance.core.metrics.MetricsProvider;
import io.smallrye.faulttolerance.core.metrics.MetricsRecorder;
import io.smallrye.faulttolerance.core.timer.Timer;
import io.smallrye.faulttolerance.core.timer.TimerTask;
import io.smallrye.mutiny.subscription.Cancellable;

/** Fault tolerance without a container, which waits in {@link #TIME}. Where there is a container, its own is used. */
public final class GuardsInVirtualTime implements Spi, BuilderLazyDependencies, MetricsProvider, Timer {

    /** One for all tests, for guards are built once; only its differences matter. */
    static final VirtualTime TIME = new VirtualTime();
    private final BasicCircuitBreakerMaintenanceImpl maintenance = new BasicCircuitBreakerMaintenanceImpl();

    private record Waiting(Cancellable timer) implements TimerTask {

        @Override
        public boolean isDone() {
            return false;
        }

        @Override
        public boolean cancel() {
            timer.cancel();
            return true;
        }
    }

    @Override
    public TimerTask schedule(long millis, Runnable task) {
        return new Waiting(TIME.after(Duration.ofMillis(millis)).subscribe().with(passed -> task.run()));
    }

    @Override
    public TimerTask schedule(long millis, Runnable task, Executor executor) {
        return schedule(millis, task);
    }

    @Override
    public Guard.Builder newGuardBuilder() {
        return new GuardImpl.BuilderImpl(() -> maintenance, () -> this);
    }

    @Override
    public boolean applies() {
        return true;
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public boolean ftEnabled() {
        return true;
    }

    @Override
    public EventLoop eventLoop() {
        return EventLoop.get();
    }

    @Override
    public Timer timer() {
        return this;
    }

    @Override
    public MetricsProvider metricsProvider() {
        return this;
    }

    @Override
    public boolean isEnabled() {
        return false;
    }

    @Override
    public MetricsRecorder create(MeteredOperation operation) {
        return MetricsRecorder.NOOP;
    }

    @Override
    public CircuitBreakerMaintenance circuitBreakerMaintenance() {
        return maintenance;
    }

    @Override
    public int getId() {
        return 0;
    }

    @Override
    public int countScheduledTasks() {
        return 0;
    }

    @Override
    public void shutdown() {
        // It has no thread
    }

    /** Every guard asks for one; none of ours leaves its thread. */
    @Override
    public ExecutorService asyncExecutor() {
        return ForkJoinPool.commonPool();
    }

    @Override
    public <T> TypedGuard.Builder<T> newTypedGuardBuilder(Type type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T, R> FaultTolerance.Builder<T, R> newBuilder(Function<FaultTolerance<T>, R> finisher) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T, R> FaultTolerance.Builder<T, R> newAsyncBuilder(Class<?> type, Function<FaultTolerance<T>, R> finisher) {
        throw new UnsupportedOperationException();
    }
}
