package dev.ponder.strategies.spl;

import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

class SplContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(config -> new SystemPromptLearning(config, Runnable::run), SplConfig.class);
    }
}
