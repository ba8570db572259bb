package dev.ponder.runtime.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class ThreadOffloadTest {

    private final List<Runnable> workers = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final ThreadOffload workload = new ThreadOffload(workers::add);

    @Test
    void whatIsSmallIsDoneAtOnce() {
        workload.of(256 * 1024, () -> "small").subscribe().with(done::add);

        assertThat(done).containsExactly("small");
        assertThat(workers).isEmpty();
    }

    @Test
    void whatIsLargeIsDoneElsewhere() {
        workload.of(256 * 1024 + 1, () -> "large").subscribe().with(done::add);

        assertThat(done).isEmpty();
        workers.forEach(Runnable::run);
        assertThat(done).containsExactly("large");
    }

    @Test
    void nothingIsDoneBeforeSomebodyWantsIt() {
        workload.of(1, () -> done.add("early"));

        assertThat(done).isEmpty();
    }
}
