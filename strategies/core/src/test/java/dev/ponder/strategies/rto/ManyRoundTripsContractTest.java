package dev.ponder.strategies.rto;

import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

/** The largest number of programs, which behave alike. */
class ManyRoundTripsContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(RoundTripOptimization::new, RoundTripOptimizationConfig.class)
                .with("ponder.strategies.rto.samples", "8");
    }

    @Override
    public ScriptedReply reply(UpstreamCall call, int number) {
        return call.parameters().containsKey("tools") ? super.reply(call, number) : new ScriptedRoundTrip().reply(call);
    }
}
