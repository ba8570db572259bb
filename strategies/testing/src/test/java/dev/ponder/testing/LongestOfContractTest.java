package dev.ponder.testing;

class LongestOfContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(LongestOf::new, LongestOf.Config.class);
    }
}
