package dev.ponder.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The strategy never blocks the event loop that it runs on. */
interface ThreadContract extends ContractSubject {

    @Test
    default void neverBlocks() throws InterruptedException {
        EventLoop.run(() -> {
            for (boolean streamed : new boolean[]{false, true}) {
                HarnessRun run = ContractSubject.run(plausible(), QUESTION, streamed);
                assertThat(run.failure()).as("failure on an event loop").isNull();
            }
        });
    }
}
