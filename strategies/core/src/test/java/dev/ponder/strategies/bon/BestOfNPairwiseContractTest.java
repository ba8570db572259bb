package dev.ponder.strategies.bon;

import dev.ponder.testing.StrategyHarness;

class BestOfNPairwiseContractTest extends BestOfNContractTest {

    @Override
    public StrategyHarness harness() {
        return ScriptedJudge.harness(JudgeMode.PAIRWISE, 4);
    }
}
