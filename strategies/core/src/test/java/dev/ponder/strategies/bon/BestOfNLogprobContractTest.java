package dev.ponder.strategies.bon;

import dev.ponder.testing.StrategyHarness;
import dev.ponder.toolkit.judge.JudgeMode;

class BestOfNLogprobContractTest extends BestOfNContractTest {

    @Override
    public StrategyHarness harness() {
        return ScriptedJudge.harness(JudgeMode.LOGPROB, 3);
    }
}
