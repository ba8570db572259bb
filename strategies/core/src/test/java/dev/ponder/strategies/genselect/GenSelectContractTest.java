package dev.ponder.strategies.genselect;

import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

class GenSelectContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(GenSelect::new, GenSelectConfig.class);
    }

    @Override
    public ScriptedReply reply(UpstreamCall call, int number) {
        return ScriptedSelector.compares(call)
                ? ScriptedSelector.likingTheFirst().apply(call)
                : super.reply(call, number);
    }
}
