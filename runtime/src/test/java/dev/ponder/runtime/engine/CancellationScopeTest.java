package dev.ponder.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;

class CancellationScopeTest {

    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();
    private final CancellationScope scope = new CancellationScope();

    private Uni<String> endlessUni() {
        return scope.own(Uni.createFrom().<String>emitter(emitter -> started.incrementAndGet())
                .onCancellation().invoke(cancelled::incrementAndGet));
    }

    private Multi<String> endlessMulti() {
        return scope.own(Multi.createFrom().<String>emitter(emitter -> started.incrementAndGet())
                .onCancellation().invoke(cancelled::incrementAndGet));
    }

    @Test
    void closingCancelsAllThatIsUnderWay() {
        endlessUni().subscribe().with(item -> {
        });
        endlessMulti().subscribe().with(item -> {
        });
        scope.close();

        assertThat(started).hasValue(2);
        assertThat(cancelled).hasValue(2);
    }

    @Test
    void whatIsCancelledStaysSilent() {
        var uni = endlessUni().subscribe().withSubscriber(UniAssertSubscriber.create());
        var multi = endlessMulti().subscribe().withSubscriber(AssertSubscriber.create(1));
        scope.close();

        uni.assertNotTerminated();
        multi.assertNotTerminated();
    }

    @Test
    void nothingBeginsAfterwards() {
        scope.close();
        Uni<Integer> late = scope.own(Uni.createFrom().item("key").onItem()
                .transformToUni(key -> Uni.createFrom().item(started.incrementAndGet())));
        late.subscribe().with(item -> {
        });
        scope.own(Multi.createFrom().items("a", "b").onItem().invoke(started::incrementAndGet)).subscribe()
                .with(item -> {
                });

        assertThat(started).hasValue(0);
    }

    @Test
    void oneOfThemMayStillBeCancelledAlone() {
        var first = endlessUni().subscribe().with(item -> {
        });
        endlessUni().subscribe().with(item -> {
        });
        first.cancel();
        assertThat(cancelled).hasValue(1);

        scope.close();
        assertThat(cancelled).hasValue(2);
    }

    @Test
    void aTerminatedPipelineIsNotCancelled() {
        scope.own(Uni.createFrom().item("done").onCancellation().invoke(cancelled::incrementAndGet))
                .subscribe().with(item -> {
                });
        scope.close();
        scope.close();

        assertThat(cancelled).hasValue(0);
        assertThat(scope.closed()).isTrue();
    }

    @Test
    void itemsPassUnchanged() {
        scope.own(Uni.createFrom().item("a")).subscribe().withSubscriber(UniAssertSubscriber.create())
                .assertItem("a");
        scope.own(Multi.createFrom().items("a", "b")).subscribe().withSubscriber(AssertSubscriber.create(9))
                .assertItems("a", "b").assertCompleted();
    }
}
