package dev.ponder.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;

class CallPermitsTest {

    private final CallPermits permits = new CallPermits(2);

    private UniAssertSubscriber<CallPermits.Permit> acquire() {
        return permits.acquire().subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private static boolean granted(UniAssertSubscriber<CallPermits.Permit> waiter) {
        return waiter.getItem() != null;
    }

    @Test
    void asManyAsThereAreGoAtOnce() {
        assertThat(granted(acquire())).isTrue();
        assertThat(granted(acquire())).isTrue();
        assertThat(granted(acquire())).isFalse();
    }

    @Test
    void theOthersFollowInOrder() {
        var first = acquire();
        acquire();
        var third = acquire();
        var fourth = acquire();
        first.getItem().release();

        assertThat(granted(third)).isTrue();
        assertThat(granted(fourth)).isFalse();
        third.getItem().release();
        assertThat(granted(fourth)).isTrue();
    }

    @Test
    void releasingTwiceCountsOnce() {
        var first = acquire();
        acquire();
        first.getItem().release();
        first.getItem().release();

        assertThat(granted(acquire())).isTrue();
        assertThat(granted(acquire())).isFalse();
    }

    @Test
    void aWaiterThatLeavesDoesNotTakeTheNextOnesPlace() {
        var first = acquire();
        acquire();
        acquire().cancel();
        var fourth = acquire();
        first.getItem().release();

        assertThat(granted(fourth)).isTrue();
    }

    @Test
    void nothingIsTakenBeforeSubscription() {
        List<Object> pipelines = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            pipelines.add(permits.acquire());
        }

        assertThat(pipelines).hasSize(9);
        assertThat(granted(acquire())).isTrue();
    }
}
