package dev.ponder.strategies.z3;

import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

class Z3ContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return Statements.harness(ScriptedSolver.of(ScriptedSolver.answer("42")));
    }

    @Override
    public ScriptedReply reply(UpstreamCall call, int number) {
        return Statements.isStatement(call)
                ? ScriptedReply.text(Statements.statement(Statements.SCRIPT))
                : super.reply(call, number);
    }
}
