package dev.ponder.strategies.rto;

import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

/** All stages: the programs differ. */
class RoundTripOptimizationContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(RoundTripOptimization::new, RoundTripOptimizationConfig.class);
    }

    @Override
    public ScriptedReply reply(UpstreamCall call, int number) {
        return call.parameters().containsKey("tools")
                ? super.reply(call, number)
                : new ScriptedRoundTrip().on("compare", ScriptedRoundTrip.comparison(false)).reply(call);
    }
}
