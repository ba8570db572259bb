package dev.ponder.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** It runs on an event loop, which must never wait. */
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
