package dev.ponder.strategies.cepo;

import dev.ponder.testing.StrategyHarness;

/** One solution without a plan. */
class CepoSingleContractTest extends CepoContractTest {

    @Override
    public StrategyHarness harness() {
        return super.harness()
                .with("ponder.strategies.cepo.bestofn-n", "1")
                .with("ponder.strategies.cepo.planning-n", "2")
                .with("ponder.strategies.cepo.planning-max-tokens-step1", "0")
                .with("ponder.strategies.cepo.print-output", "true");
    }
}
