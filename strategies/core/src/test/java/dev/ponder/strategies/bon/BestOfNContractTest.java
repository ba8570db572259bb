package dev.ponder.strategies.bon;

import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

class BestOfNContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(BestOfN::new, BestOfNConfig.class);
    }

    @Override
    public ScriptedReply reply(UpstreamCall call, int number) {
        return ScriptedJudge.judges(call) ? ScriptedJudge.likingTheFirst().apply(call) : super.reply(call, number);
    }
}
