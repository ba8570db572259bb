package dev.ponder.runtime.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.ponder.api.serving.InferenceModel;
import dev.ponder.api.serving.ModelCall;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;

class HookInvokerTest {

    private final Queue<Runnable> work = new ArrayDeque<>();
    private final HookInvoker loop = new HookInvoker(new ToyModel(), ToyModel.class, work::add);
    private final HookInvoker worker = new HookInvoker(new Blocking(), Blocking.class, work::add);

    @Test
    void takesValuesUnisAndNothing() {
        assertThat(called("a")).isEqualTo("a");
        assertThat(called(Uni.createFrom().item("a"))).isEqualTo("a");
        assertThat(called(null)).isNull();
        assertThat(called(Uni.createFrom().nullItem())).isNull();
        assertThat(called(CompletableFuture.completedFuture("a"))).isEqualTo("a");
    }

    @Test
    void makesAMultiOfAnyPublisher() {
        Flow.Publisher<String> bare = Multi.createFrom().items("a", "b")::subscribe;

        assertThat(items(called(bare))).containsExactly("a", "b");
        assertThat(items(called(Uni.createFrom().item(bare)))).containsExactly("a", "b");
    }

    @Test
    void callsNothingBeforeItIsSubscribedTo() {
        var calls = new AtomicInteger();
        Uni<HookResult> call = loop.call(Hook.PREDICT, model -> calls.incrementAndGet());
        assertThat(calls).hasValue(0);

        assertThat(call.await().indefinitely()).isEqualTo(new HookResult.Value(1));
        assertThat(call.await().indefinitely()).isEqualTo(new HookResult.Value(2));
    }

    @Test
    void failsAsTheHookFails() {
        var broken = new IllegalStateException("broken");

        loop.call(Hook.PREDICT, model -> {
            throw broken;
        }).subscribe().withSubscriber(UniAssertSubscriber.create()).assertFailedWith(IllegalStateException.class,
                "broken");
        loop.call(Hook.PREDICT, model -> Uni.createFrom().failure(broken)).subscribe()
                .withSubscriber(UniAssertSubscriber.create()).assertFailedWith(IllegalStateException.class, "broken");
    }

    @Test
    void leavesBlockingHooksToWorkers() {
        var calls = new AtomicInteger();
        var subscriber = worker.call(Hook.PREDICT, model -> calls.incrementAndGet()).subscribe()
                .withSubscriber(UniAssertSubscriber.create());
        assertThat(calls).hasValue(0);

        work.remove().run();

        subscriber.assertItem(new HookResult.Value(1));
        assertThat(calls).hasValue(1);
    }

    @Test
    void doesNotCallABlockingHookThatIsNoLongerWanted() {
        var calls = new AtomicInteger();
        worker.call(Hook.PREDICT, model -> calls.incrementAndGet()).subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .cancel();

        work.forEach(Runnable::run);

        assertThat(calls).hasValue(0);
    }

    @Test
    void cancelsWhatTheHookBegan() {
        var cancelled = new ArrayList<String>();
        loop.call(Hook.PREDICT, model -> Uni.createFrom().nothing().onCancellation().invoke(() -> cancelled.add("uni")))
                .subscribe().withSubscriber(UniAssertSubscriber.create()).cancel();
        ((Multi<?>) called(Multi.createFrom().nothing().onCancellation().invoke(() -> cancelled.add("multi"))))
                .subscribe().withSubscriber(AssertSubscriber.create(1)).cancel();

        assertThat(cancelled).containsExactly("uni", "multi");
    }

    /** One item may be on its way; no more are made than are asked for. */
    @Test
    void isNotFarAheadOfTheClient() {
        var made = new AtomicInteger();
        var subscriber = ((Multi<?>) called(
                Multi.createBy().repeating().supplier(made::incrementAndGet).indefinitely()))
                .subscribe().withSubscriber(AssertSubscriber.create(3));

        assertThat(subscriber.getItems()).hasSize(3);
        assertThat(made.get()).isBetween(3, 4);
    }

    private Object called(Object result) {
        return loop.call(Hook.PREDICT, model -> result).await().indefinitely().payload();
    }

    private static List<Object> items(Object stream) {
        return ((Multi<?>) stream).map(item -> (Object) item).collect().asList().await().indefinitely();
    }

    static class Blocking implements InferenceModel {

        @Override
        public Object predict(Object input, ModelCall call) {
            return input;
        }
    }
}
