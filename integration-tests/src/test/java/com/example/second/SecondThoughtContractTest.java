package com.example.second;

import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

class SecondThoughtContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(SecondThought::new);
    }
}
