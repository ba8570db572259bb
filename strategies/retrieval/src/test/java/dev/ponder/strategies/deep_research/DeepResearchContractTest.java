package dev.ponder.strategies.deep_research;

import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

class DeepResearchContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return ScriptedResearcher.harness();
    }
}
