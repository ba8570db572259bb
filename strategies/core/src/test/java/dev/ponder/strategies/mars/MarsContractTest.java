package dev.ponder.strategies.mars;

import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

class MarsContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(Mars::new, MarsConfig.class);
    }
}
