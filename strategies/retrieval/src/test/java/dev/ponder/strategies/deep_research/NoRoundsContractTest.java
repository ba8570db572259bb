package dev.ponder.strategies.deep_research;

import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

class NoRoundsContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return ScriptedResearcher.harness().with("ponder.strategies.deep_research.iterations", "0")
                .with("ponder.strategies.deep_research.questions", "1");
    }
}
