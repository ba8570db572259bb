package dev.ponder.strategies.self_consistency;

import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

class SelfConsistencyContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(SelfConsistency::new, SelfConsistencyConfig.class);
    }
}
