package dev.ponder.runtime.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;

class MergedStreamsTest {

    private final AtomicInteger made = new AtomicInteger();

    private Multi<Integer> endless() {
        return Multi.createBy().repeating().supplier(made::incrementAndGet).indefinitely();
    }

    @Test
    void aSlowReaderHoldsAllOfThemBack() {
        var reader = MergedStreams.of(List.of(endless(), endless())).subscribe()
                .withSubscriber(AssertSubscriber.create(10));

        assertThat(reader.getItems()).hasSize(10);
        assertThat(made.get()).isBetween(10, 14);
    }

    @Test
    void oneAloneIsItself() {
        Multi<Integer> alone = endless();

        assertThat(MergedStreams.of(List.of(alone))).isSameAs(alone);
    }

    @Test
    void allOfThemAreRead() {
        var reader = MergedStreams.of(List.of(Multi.createFrom().items(1, 2), Multi.createFrom().items(3))).subscribe()
                .withSubscriber(AssertSubscriber.create(9));

        assertThat(reader.getItems()).containsExactlyInAnyOrder(1, 2, 3);
        reader.assertCompleted();
    }
}
