package dev.ponder.strategies.longcepo;

import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

class LongCepoContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(PlannedMapReduce::new, LongCepoConfig.class)
                .with("ponder.limits.max-calls", "1000");
    }
}
