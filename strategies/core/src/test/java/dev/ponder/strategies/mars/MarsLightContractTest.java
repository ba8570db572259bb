package dev.ponder.strategies.mars;

import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

/** No aggregation, and a checker who never accepts a solution. */
class MarsLightContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(Mars::new, MarsConfig.class).with("ponder.strategies.mars.preset", "light")
                .with("ponder.strategies.mars.strategy-network", "true")
                .with("ponder.strategies.mars.max-iterations", "2");
    }

    @Override
    public ScriptedReply reply(UpstreamCall call, int number) {
        return ScriptedAgency.isVerification(call)
                ? ScriptedReply.text(ScriptedAgency.REJECTION)
                : super.reply(call, number);
    }
}
