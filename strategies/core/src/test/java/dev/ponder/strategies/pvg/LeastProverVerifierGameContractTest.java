package dev.ponder.strategies.pvg;

import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

/** One solution, verified once. */
class LeastProverVerifierGameContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(ProverVerifierGame::new, ProverVerifierGameConfig.class)
                .with("ponder.strategies.pvg.rounds", "1").with("ponder.strategies.pvg.solutions", "1")
                .with("ponder.strategies.pvg.sneaky", "0").with("ponder.strategies.pvg.verifier-votes", "1");
    }
}
