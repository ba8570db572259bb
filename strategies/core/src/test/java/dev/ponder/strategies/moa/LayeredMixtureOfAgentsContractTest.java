package dev.ponder.strategies.moa;

import dev.ponder.testing.StrategyHarness;

/** As in the paper: different models, several layers, no critic. */
class LayeredMixtureOfAgentsContractTest extends MixtureOfAgentsContractTest {

    @Override
    public StrategyHarness harness() {
        return super.harness()
                .with("ponder.strategies.moa.proposers", "one,two,three")
                .with("ponder.strategies.moa.layers", "2")
                .with("ponder.strategies.moa.critique", "false");
    }
}
