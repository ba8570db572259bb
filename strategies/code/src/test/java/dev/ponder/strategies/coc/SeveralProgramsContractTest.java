package dev.ponder.strategies.coc;

import dev.ponder.sandbox.ScriptedSandbox;
import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

/** Every program calls an undefined function once, and different programs print different results. */
class SeveralProgramsContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        var sandbox = ScriptedSandbox.of(program -> program.values().isEmpty()
                ? ScriptedSandbox.missing("is_fruit('apple')")
                : ScriptedSandbox.printed("42"));
        return StrategyHarness.of(config -> new ChainOfCode(config, sandbox.only()), ChainOfCodeConfig.class)
                .with("ponder.strategies.coc.programs", "5");
    }
}
