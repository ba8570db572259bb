package dev.ponder.strategies.deepthink;

import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

class DeepThinkContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(DeepThink::new, DeepThinkConfig.class);
    }
}
