package dev.ponder.strategies.mcts;

import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

class MonteCarloTreeSearchContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(MonteCarloTreeSearch::new, MonteCarloTreeSearchConfig.class);
    }
}
