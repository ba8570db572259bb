package dev.ponder.strategies.pvg;

import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

/** All stages: several rounds, a verifier that approves everything, a comparison and a rewrite. */
class LongProverVerifierGameContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(ProverVerifierGame::new, ProverVerifierGameConfig.class)
                .with("ponder.limits.max-calls", "1000")
                .with("ponder.strategies.pvg.rounds", "3").with("ponder.strategies.pvg.solutions", "2")
                .with("ponder.strategies.pvg.sneaky", "2").with("ponder.strategies.pvg.verifier-votes", "3")
                .with("ponder.strategies.pvg.rewrite", "true");
    }

    /** The rewrite keeps the answer of its draft, which the prompt shows. */
    @Override
    public ScriptedReply reply(UpstreamCall call, int number) {
        return ScriptedGame.role(call).equals("rewrite")
                ? ScriptedReply
                        .text(ScriptedGame.instructions(call).replaceAll("(?s).*(The answer is \\d+\\.).*", "$1"))
                : super.reply(call, number);
    }
}
