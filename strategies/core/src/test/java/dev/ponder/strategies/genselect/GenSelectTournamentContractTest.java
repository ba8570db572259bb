package dev.ponder.strategies.genselect;

import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.StrategyHarness;

/** Three rounds, and a comparison that finds no candidate right. */
class GenSelectTournamentContractTest extends GenSelectContractTest {

    @Override
    public StrategyHarness harness() {
        return super.harness().with("ponder.strategies.genselect.num-candidates", "17")
                .with("ponder.strategies.genselect.comparison-mode", "tournament")
                .with("ponder.strategies.genselect.comparisons", "1")
                .with("ponder.strategies.genselect.refine", "true");
    }

    @Override
    public ScriptedReply reply(UpstreamCall call, int number) {
        return ScriptedSelector.compares(call)
                ? ScriptedSelector.rejectingAll().apply(call)
                : super.reply(call, number);
    }
}
