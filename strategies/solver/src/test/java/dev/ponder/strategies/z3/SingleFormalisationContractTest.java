package dev.ponder.strategies.z3;

import dev.ponder.testing.StrategyHarness;

/** One statement that is never repaired, and no answer without the solver. */
class SingleFormalisationContractTest extends Z3ContractTest {

    @Override
    public StrategyHarness harness() {
        return super.harness().parameter("formalisations", 1).parameter("max_attempts", 1)
                .parameter("speculate", false);
    }
}
