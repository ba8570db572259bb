package dev.ponder.strategies.longcepo;

import dev.ponder.testing.StrategyHarness;

/** A document of many passages in a small window, with a deep tree of merges. */
class LongLongCepoContractTest extends LongCepoContractTest {

    @Override
    public StrategyHarness harness() {
        return super.harness().with("ponder.strategies.longcepo.context-window", "2048")
                .with("ponder.strategies.longcepo.chunk-tokens", "300")
                .with("ponder.strategies.longcepo.map-chunks", "5")
                .instructions("The ship left the harbour with salt and rope. ".repeat(300));
    }
}
