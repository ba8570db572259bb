package dev.ponder.strategies.proxy;

import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

class BalancedCallContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(BalancedCall::new, BalancedCallConfig.class);
    }
}
