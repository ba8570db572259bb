package dev.ponder.strategies.router;

import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

class ClassifyingRouterContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(Router::new, RouterConfig.class).and(RouterTest.Two::new)
                .with("ponder.strategies.router.classifier", "model").with("ponder.strategies.router.maths", "two");
    }
}
