package dev.ponder.strategies.deepthink;

import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

/** Begins with the samples, which are many, and judges them often. */
class DeepThinkUnplannedContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(DeepThink::new, DeepThinkConfig.class)
                .with("ponder.strategies.deepthink.self-discover", "false")
                .with("ponder.strategies.deepthink.samples", "9")
                .with("ponder.strategies.deepthink.confidence-threshold", "1")
                .with("ponder.strategies.deepthink.judge-votes", "5");
    }
}
