package dev.ponder.strategies.bon;

import dev.ponder.testing.StrategyHarness;

class BestOfNLogprobContractTest extends BestOfNContractTest {

    @Override
    public StrategyHarness harness() {
        return ScriptedJudge.harness(JudgeMode.LOGPROB, 3);
    }
}
