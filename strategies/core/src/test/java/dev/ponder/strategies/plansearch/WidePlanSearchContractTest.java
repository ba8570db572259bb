package dev.ponder.strategies.plansearch;

import dev.ponder.testing.StrategyHarness;

/** All stages, with many plans. */
class WidePlanSearchContractTest extends PlanSearchContractTest {

    @Override
    public StrategyHarness harness() {
        return super.harness()
                .with("ponder.strategies.plansearch.observations", "16")
                .with("ponder.strategies.plansearch.max-subset", "4")
                .with("ponder.strategies.plansearch.plans", "8")
                .with("ponder.strategies.plansearch.critique", "true")
                .with("ponder.strategies.plansearch.judge-votes", "5");
    }
}
