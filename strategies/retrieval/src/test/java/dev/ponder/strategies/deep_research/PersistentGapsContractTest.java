package dev.ponder.strategies.deep_research;

import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

/** Each round finds as many gaps as it may, so that all calls are made. */
class PersistentGapsContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return ScriptedResearcher.harness().with("ponder.strategies.deep_research.iterations", "3")
                .with("ponder.strategies.deep_research.questions", "2");
    }

    @Override
    public ScriptedReply reply(UpstreamCall call, int number) {
        return switch (ScriptedResearcher.stage(call)) {
            case "sections" -> ScriptedReply.text(ScriptedResearcher.PLAN);
            case "gaps" -> ScriptedReply.text(ScriptedResearcher.gaps(1, "a" + number, "b" + number, "c" + number));
            default -> super.reply(call, number);
        };
    }
}
