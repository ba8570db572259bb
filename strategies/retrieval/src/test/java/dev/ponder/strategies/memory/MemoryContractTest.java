package dev.ponder.strategies.memory;

import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

class MemoryContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(WritingInTheMargins::new, MemoryConfig.class);
    }
}
