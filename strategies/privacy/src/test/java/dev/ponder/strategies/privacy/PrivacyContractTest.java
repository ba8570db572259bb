package dev.ponder.strategies.privacy;

import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

class PrivacyContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(Privacy::new, PrivacyConfig.class);
    }
}
