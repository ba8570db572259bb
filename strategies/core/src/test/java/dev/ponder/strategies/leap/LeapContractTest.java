package dev.ponder.strategies.leap;

import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

/** Questions without examples. */
class LeapContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(Leap::new, LeapConfig.class);
    }
}
