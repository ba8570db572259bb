package dev.ponder.strategies.coc;

import dev.ponder.sandbox.ScriptedSandbox;
import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

class ChainOfCodeContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        var sandbox = ScriptedSandbox.of(program -> ScriptedSandbox.printed("42"));
        return StrategyHarness.of(config -> new ChainOfCode(config, sandbox.only()), ChainOfCodeConfig.class);
    }
}
