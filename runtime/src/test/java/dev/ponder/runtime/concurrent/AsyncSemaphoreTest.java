package dev.ponder.runtime.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.ponder.api.error.Overloaded;
import dev.ponder.testing.VirtualTime;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;

class AsyncSemaphoreTest {

    private final VirtualTime time = new VirtualTime();
    private final List<UniEmitter<? super String>> running = new ArrayList<>();
    private final AsyncSemaphore permits = permits(2);

    private AsyncSemaphore permits(int capacity) {
        return new AsyncSemaphore(2,
                new QueuePolicy(capacity, Duration.ofSeconds(10), time, () -> new Overloaded("full", 1)));
    }

    /** Starts a pipeline that runs until the test ends it. */
    private UniAssertSubscriber<String> run() {
        return permits.during(Uni.createFrom().<String>emitter(running::add)).subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }

    @Test
    void runsAsManyPipelinesAsItHasPermitsAndTheOthersInOrder() {
        run();
        run();
        var third = run();
        run();
        assertThat(running).hasSize(2);
        assertThat(permits.active()).isEqualTo(2);
        assertThat(permits.waiting()).isEqualTo(2);

        running.get(0).complete("first");
        assertThat(running).hasSize(3);
        running.get(2).complete("third");
        third.assertItem("third");
        assertThat(running).hasSize(4);
    }

    /** The permit is released by another request, which may run on another event loop. */
    @Test
    void aWaiterResumesOnItsOwnEventLoop() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            run();
            run();
            var home = new CompletableFuture<Thread>();
            var begun = new CompletableFuture<Thread>();
            vertx.runOnContext(go -> {
                permits.during(Uni.createFrom().item(Thread::currentThread)).subscribe()
                        .with(begun::complete, begun::completeExceptionally);
                home.complete(Thread.currentThread());
            });
            Thread there = home.get(20, TimeUnit.SECONDS);
            running.get(0).complete("first");

            assertThat(begun.get(20, TimeUnit.SECONDS)).isSameAs(there);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void cancellingSeveralPipelinesAtOnceStartsNone() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            var started = new AtomicInteger();
            Multi<String> task = Multi.createFrom().emitter(emitter -> started.incrementAndGet());
            var settled = new CompletableFuture<Integer>();
            vertx.runOnContext(ignored -> {
                List<Multi<String>> tasks = Stream.generate(() -> permits.during(task)).limit(4).toList();
                Multi.createBy().merging().streams(tasks).subscribe().with(item -> {
                }).cancel();
                vertx.runOnContext(later -> settled.complete(started.get()));
            });

            assertThat(settled.get(20, TimeUnit.SECONDS)).isEqualTo(2);
            assertThat(permits.active()).isZero();
            assertThat(permits.waiting()).isZero();
        } finally {
            vertx.close();
        }
    }

    @Test
    void aFailureReleasesThePermit() {
        run();
        run();
        run();
        running.get(0).fail(new IllegalStateException("broken"));

        assertThat(running).hasSize(3);
    }

    @Test
    void aCancelledWaiterDoesNotTakeAPermit() {
        run();
        run();
        run().cancel();
        var fourth = run();
        running.get(0).complete("first");
        running.get(2).complete("fourth");

        fourth.assertItem("fourth");
        assertThat(permits.waiting()).isZero();
    }

    @Test
    void cancellationReleasesThePermitOnce() {
        var first = run();
        run();
        run();
        run();
        first.cancel();
        first.cancel();

        assertThat(running).hasSize(3);
        assertThat(permits.active()).isEqualTo(2);
    }

    @Test
    void aFullQueueRejects() {
        for (int i = 0; i < 4; i++) {
            run();
        }

        run().assertFailedWith(Overloaded.class, "full");
        assertThat(permits.waiting()).isEqualTo(2);
    }

    @Test
    void aWaiterIsRejectedAfterTheMaximumWait() {
        run();
        run();
        var third = run();
        time.advance(Duration.ofSeconds(9));
        third.assertNotTerminated();
        time.advance(Duration.ofSeconds(1));

        third.assertFailedWith(Overloaded.class, "full");
        assertThat(permits.waiting()).isZero();
        time.advance(Duration.ofSeconds(100));
        assertThat(permits.active()).as("those that run may take their time").isEqualTo(2);
    }

    @Test
    void aStreamHoldsItsPermitUntilItEnds() {
        AssertSubscriber<Integer> reader = permits.during(Multi.createFrom().items(1, 2)).subscribe()
                .withSubscriber(AssertSubscriber.create(1));
        assertThat(permits.active()).isEqualTo(1);
        reader.request(2);

        reader.assertCompleted();
        assertThat(permits.active()).isZero();
    }

    @Test
    void noPermitIsTakenBeforeSubscription() {
        permits.during(Uni.createFrom().item("a"));
        permits.during(Multi.createFrom().item("a"));

        assertThat(permits.active()).isZero();
    }

    @Test
    void everySubscriptionTakesAPermit() {
        Uni<String> task = permits.during(Uni.createFrom().item("done"));

        for (int i = 0; i < 9; i++) {
            task.subscribe().withSubscriber(UniAssertSubscriber.create()).assertItem("done");
        }
        assertThat(permits.active()).isZero();
    }
}
