package dev.ponder.strategies.executecode;

import dev.ponder.testing.StrategyHarness;

class SingleRunContractTest extends CodeInterpreterContractTest {

    @Override
    public StrategyHarness harness() {
        return super.harness().with("ponder.strategies.executecode.runs", "1");
    }
}
