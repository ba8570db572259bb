package dev.ponder.runtime.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RunningCallTest {

    private static final class Call extends RunningCall {

        private final AtomicInteger stopped = new AtomicInteger();
        private final AtomicInteger freed = new AtomicInteger();

        void started() {
            hold(stopped::incrementAndGet);
        }

        @Override
        protected void cancelled() {
            freed.incrementAndGet();
        }
    }

    private final Call call = new Call();

    @Test
    void cancellingStopsWhatWasStartedOnce() {
        call.started();
        call.cancel();
        call.cancel();

        assertThat(call.stopped).hasValue(1);
        assertThat(call.freed).hasValue(1);
        assertThat(call.end()).isFalse();
    }

    @Test
    void whatIsStartedAfterTheCancellationIsStopped() {
        call.cancel();
        call.started();

        assertThat(call.stopped).hasValue(1);
        assertThat(call.freed).hasValue(1);
        assertThat(call.isCancelled()).isTrue();
    }

    @Test
    void aCallThatEndedIsNotStopped() {
        call.started();

        assertThat(call.end()).isTrue();
        assertThat(call.end()).isFalse();
        call.cancel();
        assertThat(call.stopped).hasValue(0);
        assertThat(call.freed).hasValue(0);
    }

    /** The result may arrive while the call is being started; to stop it then does no harm. */
    @Test
    void aCallThatEndedWhileItWasStartedHoldsNothing() {
        assertThat(call.end()).isTrue();
        call.started();
        call.cancel();

        assertThat(call.stopped).hasValue(1);
        assertThat(call.freed).hasValue(0);
    }

    @Test
    void anEarlierAttemptThatIsStillBeingStartedDoesNotReplaceTheNext() {
        var earlier = new AtomicInteger();
        int first = call.attempt();
        call.end();
        assertThat(call.beginAgain()).isTrue();
        call.hold(call.stopped::incrementAndGet, call.attempt());
        call.hold(earlier::incrementAndGet, first);
        assertThat(earlier).as("stops the attempt that has ended").hasValue(1);

        call.cancel();
        assertThat(call.stopped).hasValue(1);
        assertThat(earlier).hasValue(1);
    }

    @Test
    void noAttemptFollowsACancellation() {
        call.end();
        call.cancel();

        assertThat(call.beginAgain()).isFalse();
        call.hold(call.stopped::incrementAndGet, call.attempt());
        assertThat(call.stopped).as("an attempt that was begun all the same").hasValue(1);
    }

    /** On two threads, the call either has a result or is stopped. */
    @Test
    @Timeout(60)
    void endsOnceOnSeveralThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int i = 0; i < 5_000; i++) {
                var raced = new Call();
                var barrier = new CyclicBarrier(2);
                CompletableFuture<Boolean> result = CompletableFuture.supplyAsync(() -> {
                    meet(barrier);
                    raced.started();
                    return raced.end();
                }, threads);
                CompletableFuture<Void> cancelled = CompletableFuture.runAsync(() -> {
                    meet(barrier);
                    raced.cancel();
                }, threads);
                cancelled.get(20, TimeUnit.SECONDS);

                int other = result.get(20, TimeUnit.SECONDS) ? 0 : 1;
                assertThat(raced.stopped).hasValue(other);
                assertThat(raced.freed).hasValue(other);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
