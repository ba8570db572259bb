package dev.ponder.strategies.bon;

import dev.ponder.testing.StrategyHarness;
import dev.ponder.toolkit.judge.JudgeMode;

class BestOfNAbsoluteContractTest extends BestOfNContractTest {

    @Override
    public StrategyHarness harness() {
        return ScriptedJudge.harness(JudgeMode.ABSOLUTE, 3);
    }
}
