package dev.ponder.strategies.memory;

import dev.ponder.testing.StrategyHarness;

/** A document of several pages. */
class LongMemoryContractTest extends MemoryContractTest {

    @Override
    public StrategyHarness harness() {
        return super.harness().with("ponder.strategies.memory.context-window", "2048")
                .with("ponder.strategies.memory.max-pages", "6")
                .instructions("The ship left the harbour with salt and rope. ".repeat(600));
    }
}
