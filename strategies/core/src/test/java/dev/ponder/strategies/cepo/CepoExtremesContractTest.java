package dev.ponder.strategies.cepo;

import dev.ponder.testing.StrategyHarness;

/** Named approaches, a tournament, and an answer from each solution. */
class CepoExtremesContractTest extends CepoContractTest {

    @Override
    public StrategyHarness harness() {
        return super.harness()
                .with("ponder.strategies.cepo.bestofn-n", "5")
                .with("ponder.strategies.cepo.planning-n", "2")
                .with("ponder.strategies.cepo.planning-m", "3")
                .with("ponder.strategies.cepo.bestofn-rating-type", "pairwise")
                .with("ponder.strategies.cepo.use-plan-diversity", "true")
                .with("ponder.strategies.cepo.use-reasoning-fallback", "true")
                .with("ponder.strategies.cepo.num-of-retries", "1")
                .with("ponder.strategies.cepo.rate-final", "true")
                .with("ponder.limits.max-calls", "1000");
    }
}
