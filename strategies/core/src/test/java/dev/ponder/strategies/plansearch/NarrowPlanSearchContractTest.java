package dev.ponder.strategies.plansearch;

import dev.ponder.testing.StrategyHarness;

/** One plan from one observation. */
class NarrowPlanSearchContractTest extends PlanSearchContractTest {

    @Override
    public StrategyHarness harness() {
        return super.harness()
                .with("ponder.strategies.plansearch.observations", "1")
                .with("ponder.strategies.plansearch.derived", "0")
                .with("ponder.strategies.plansearch.max-subset", "1")
                .with("ponder.strategies.plansearch.plans", "1");
    }
}
