package dev.ponder.strategies.z3;

import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.StrategyHarness;

/** Many statements, none of which can be used. */
class DefectiveFormalisationsContractTest extends Z3ContractTest {

    @Override
    public StrategyHarness harness() {
        return super.harness().parameter("formalisations", 9).parameter("max_attempts", 1);
    }

    @Override
    public ScriptedReply reply(UpstreamCall call, int number) {
        return Statements.isStatement(call) ? ScriptedReply.text("import os") : super.reply(call, number);
    }
}
