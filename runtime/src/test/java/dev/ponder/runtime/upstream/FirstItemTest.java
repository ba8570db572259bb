package dev.ponder.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import io.smallrye.mutiny.subscription.Cancellable;

class FirstItemTest {

    private final UnicastProcessor<String> source = UnicastProcessor.create();
    private final AtomicLong requested = new AtomicLong();
    private final AtomicLong cancelled = new AtomicLong();
    private final AtomicReference<Multi<String>> opened = new AtomicReference<>();
    private final AtomicReference<Throwable> failed = new AtomicReference<>();
    private final Cancellable opening = FirstItem.of(source
            .onRequest().invoke(requested::addAndGet)
            .onCancellation().invoke(cancelled::incrementAndGet), opened::set, failed::set);

    private AssertSubscriber<String> read(long demand) {
        return opened.get().subscribe().withSubscriber(AssertSubscriber.create(demand));
    }

    @Test
    void theStreamIsOpenWithItsFirstItemAndBeginsWithIt() {
        assertThat(opened).hasNullValue();
        source.onNext("a");
        var reader = read(Long.MAX_VALUE);
        source.onNext("b");
        source.onComplete();

        reader.assertItems("a", "b").assertCompleted();
    }

    @Test
    void noMoreIsAskedForThanTheReaderTakes() {
        source.onNext("a");
        source.onNext("b");
        source.onNext("c");
        var reader = read(0);
        assertThat(requested).hasValue(1);
        reader.assertHasNotReceivedAnyItem().request(1);
        reader.assertItems("a");
        assertThat(requested).hasValue(1);
        reader.request(1);

        reader.assertItems("a", "b");
        assertThat(requested).hasValue(2);
    }

    @Test
    void aFailureBeforeIsAFailureToOpen() {
        source.onError(new IllegalStateException("broken"));

        assertThat(failed.get()).hasMessage("broken");
        assertThat(opened).hasNullValue();
    }

    @Test
    void aFailureBehindItWaitsForItToBeTaken() {
        source.onNext("a");
        source.onError(new IllegalStateException("broken"));
        var reader = read(0);
        reader.assertNotTerminated().request(1);

        reader.assertItems("a").assertFailedWith(IllegalStateException.class, "broken");
        assertThat(failed).hasNullValue();
    }

    @Test
    void anEmptyStreamOpensAndEnds() {
        source.onComplete();

        read(0).assertCompleted();
    }

    @Test
    void cancellingClosesTheSourceBeforeAfterAndBetween() {
        opening.cancel();
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void anOpenedStreamThatNobodyReadsCanBeClosed() {
        source.onNext("a");
        opening.cancel();

        assertThat(cancelled).hasValue(1);
    }

    @Test
    void aReaderThatLeavesClosesTheSource() {
        source.onNext("a");
        read(1).cancel();

        assertThat(cancelled).hasValue(1);
    }
}
