package dev.ponder.strategies.self_consistency;

import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

class SelfConsistencyInWindowsContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(SelfConsistency::new, SelfConsistencyConfig.class)
                .with("ponder.strategies.self_consistency.mode", "cost")
                .with("ponder.strategies.self_consistency.stopping", "esc")
                .with("ponder.strategies.self_consistency.wave", "2");
    }
}
