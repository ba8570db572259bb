package dev.ponder.strategies.re2;

import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

class ReReadingContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(ReReading::new, ReReadingConfig.class);
    }
}
