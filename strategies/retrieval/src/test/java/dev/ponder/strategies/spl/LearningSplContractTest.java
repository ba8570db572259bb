package dev.ponder.strategies.spl;

import dev.ponder.testing.StrategyHarness;

/** Classification, a verdict and a new strategy beside the answer. */
class LearningSplContractTest extends SplContractTest {

    @Override
    public StrategyHarness harness() {
        return super.harness().with("ponder.strategies.spl.control", "0").parameter("learning", true)
                .parameter("finish_learning", true);
    }
}
