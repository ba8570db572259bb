package dev.ponder.strategies.executecode;

import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.sandbox.ScriptedSandbox;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

class CodeInterpreterContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        var sandbox = ScriptedSandbox.of(program -> ScriptedSandbox.printed("42"));
        return StrategyHarness.of(config -> new CodeInterpreter(config, sandbox.only()), CodeInterpreterConfig.class);
    }

    /** The model runs programs as long as it may. */
    @Override
    public ScriptedReply reply(UpstreamCall call, int number) {
        return Calls.writesPrograms(call) ? Calls.run("print(6 * 7)") : super.reply(call, number);
    }
}
