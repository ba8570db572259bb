package dev.ponder.runtime.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

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

    private AsyncSemaphore permits(int places) {
        return new AsyncSemaphore(2,
                new QueuePolicy(places, Duration.ofSeconds(10), time, () -> new Overloaded("full", 1)));
    }

    /** A task that runs until the test ends it. */
    private UniAssertSubscriber<String> run() {
        return permits.during(Uni.createFrom().<String>emitter(running::add)).subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }

    @Test
    void asManyAsThereAreRunAtOnceAndTheOthersFollowInOrder() {
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

    /** The turn is given by another request, which may live on another event loop. */
    @Test
    void aTurnThatWasWaitedForComesHome() throws Exception {
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
    void aFailureGivesTheTurnBackToo() {
        run();
        run();
        run();
        running.get(0).fail(new IllegalStateException("broken"));

        assertThat(running).hasSize(3);
    }

    @Test
    void whoLeavesTheQueueDoesNotTakeTheNextOnesPlace() {
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
    void whoLeavesWhileRunningGivesTheTurnBackOnce() {
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
    void whoFindsNoPlaceIsTurnedAway() {
        for (int i = 0; i < 4; i++) {
            run();
        }

        run().assertFailedWith(Overloaded.class, "full");
        assertThat(permits.waiting()).isEqualTo(2);
    }

    @Test
    void whoWaitsTooLongIsTurnedAway() {
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
    void aStreamKeepsItsTurnToItsEnd() {
        AssertSubscriber<Integer> reader = permits.during(Multi.createFrom().items(1, 2)).subscribe()
                .withSubscriber(AssertSubscriber.create(1));
        assertThat(permits.active()).isEqualTo(1);
        reader.request(2);

        reader.assertCompleted();
        assertThat(permits.active()).isZero();
    }

    @Test
    void nothingIsTakenBeforeSubscription() {
        permits.during(Uni.createFrom().item("a"));
        permits.during(Multi.createFrom().item("a"));

        assertThat(permits.active()).isZero();
    }

    @Test
    void everySubscriptionTakesATurnOfItsOwn() {
        Uni<String> task = permits.during(Uni.createFrom().item("done"));

        for (int i = 0; i < 9; i++) {
            task.subscribe().withSubscriber(UniAssertSubscriber.create()).assertItem("done");
        }
        assertThat(permits.active()).isZero();
    }
}
