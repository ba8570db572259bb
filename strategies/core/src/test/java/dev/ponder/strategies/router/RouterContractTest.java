package dev.ponder.strategies.router;

import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

class RouterContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(Router::new, RouterConfig.class).and(RouterTest.Two::new).and(RouterTest.Voter::new)
                .with("ponder.strategies.router.maths", "voter").with("ponder.strategies.router.chat", "two");
    }
}
