package dev.ponder.strategies.mcts;

import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

/** Several waves, several votes, a comparison at the end. */
class DeepTreeSearchContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(MonteCarloTreeSearch::new, MonteCarloTreeSearchConfig.class)
                .with("ponder.strategies.mcts.width", "2")
                .with("ponder.strategies.mcts.simulations", "5")
                .with("ponder.strategies.mcts.parallel", "2")
                .with("ponder.strategies.mcts.depth", "4")
                .with("ponder.strategies.mcts.judge-votes", "2")
                .with("ponder.strategies.mcts.compare", "true");
    }
}
