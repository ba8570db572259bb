package dev.ponder.testing;

class DraftAndReviseContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(DraftAndRevise::new);
    }
}
