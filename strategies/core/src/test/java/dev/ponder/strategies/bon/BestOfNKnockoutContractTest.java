package dev.ponder.strategies.bon;

import dev.ponder.testing.StrategyHarness;
import dev.ponder.toolkit.judge.JudgeMode;

class BestOfNKnockoutContractTest extends BestOfNContractTest {

    @Override
    public StrategyHarness harness() {
        return ScriptedJudge.harness(JudgeMode.PAIRWISE, 5);
    }
}
