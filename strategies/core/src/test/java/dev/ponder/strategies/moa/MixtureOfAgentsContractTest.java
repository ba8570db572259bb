package dev.ponder.strategies.moa;

import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

class MixtureOfAgentsContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(MixtureOfAgents::new, MixtureOfAgentsConfig.class);
    }
}
