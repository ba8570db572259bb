package dev.ponder.strategies.rstar;

import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

class MutualReasoningContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(MutualReasoning::new, MutualReasoningConfig.class);
    }
}
