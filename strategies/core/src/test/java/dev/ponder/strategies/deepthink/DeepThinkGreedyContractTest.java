package dev.ponder.strategies.deepthink;

import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

/** Stops early, and falls back to a greedy answer. */
class DeepThinkGreedyContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(DeepThink::new, DeepThinkConfig.class)
                .with("ponder.strategies.deepthink.samples", "6")
                .with("ponder.strategies.deepthink.confidence-threshold", "0.5")
                .with("ponder.strategies.deepthink.fallback", "greedy");
    }
}
