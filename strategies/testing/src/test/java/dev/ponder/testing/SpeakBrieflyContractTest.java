package dev.ponder.testing;

class SpeakBrieflyContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(SpeakBriefly::new);
    }
}
