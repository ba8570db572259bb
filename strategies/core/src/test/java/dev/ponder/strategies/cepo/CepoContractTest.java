package dev.ponder.strategies.cepo;

import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.strategies.cepo.ScriptedSolver.Step;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

/** With proposals and solutions that differ, so that all steps are taken. */
class CepoContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(Cepo::new, CepoConfig.class);
    }

    @Override
    public ScriptedReply reply(UpstreamCall call, int number) {
        return Step.of(call) == Step.RATE
                ? ScriptedReply.text("{\"reasoning\": \"Well.\", \"choice\": \"C1\", \"score\": " + number % 10 + "}")
                : super.reply(call, number);
    }
}
