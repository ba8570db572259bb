package dev.ponder.strategies.plansearch;

import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

class PlanSearchContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(PlanSearch::new, PlanSearchConfig.class);
    }
}
