package dev.ponder.strategies.rstar;

import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

/** Several waves, single votes, many checks. */
class WideMutualReasoningContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(MutualReasoning::new, MutualReasoningConfig.class)
                .with("ponder.strategies.rstar.num-rollouts", "3")
                .with("ponder.strategies.rstar.parallel", "2")
                .with("ponder.strategies.rstar.max-depth", "2")
                .with("ponder.strategies.rstar.votes", "1")
                .with("ponder.strategies.rstar.masks", "3")
                .with("ponder.strategies.rstar.step-max-tokens", "512");
    }
}
