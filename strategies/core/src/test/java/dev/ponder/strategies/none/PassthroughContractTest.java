package dev.ponder.strategies.none;

import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

class PassthroughContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(Passthrough::new);
    }
}
