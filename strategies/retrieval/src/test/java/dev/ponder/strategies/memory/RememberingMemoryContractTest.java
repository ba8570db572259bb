package dev.ponder.strategies.memory;

import dev.ponder.testing.StrategyHarness;

/** The store, a single page, and the largest overlap. */
class RememberingMemoryContractTest extends LongMemoryContractTest {

    @Override
    public StrategyHarness harness() {
        return super.harness().with("ponder.strategies.memory.max-pages", "1")
                .with("ponder.strategies.memory.overlap-percent", "50")
                .with("ponder.strategies.memory.store.enabled", "true")
                .parameter("recall", true).parameter("remember", true);
    }
}
