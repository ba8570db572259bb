package dev.ponder.strategies.privacy;

import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

/** The contract while something is masked and restored: a word of every question is a name. */
class MaskingPrivacyContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(Privacy::new, PrivacyConfig.class)
                .with("ponder.strategies.privacy.names", "Zebulon")
                .instructions("The reader is Zebulon.");
    }
}
