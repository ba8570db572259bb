package dev.ponder.strategies.json;

import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

class UnformattedContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(StructuredOutput::new, StructuredOutputConfig.class);
    }
}
