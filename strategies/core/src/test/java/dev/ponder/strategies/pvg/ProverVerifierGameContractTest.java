package dev.ponder.strategies.pvg;

import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

class ProverVerifierGameContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(ProverVerifierGame::new, ProverVerifierGameConfig.class);
    }
}
