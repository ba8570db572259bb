package dev.ponder.strategies.longcepo;

import dev.ponder.testing.StrategyHarness;

/** Neither a plan nor summaries, and a single passage. */
class SmallLongCepoContractTest extends LongLongCepoContractTest {

    @Override
    public StrategyHarness harness() {
        return super.harness().with("ponder.strategies.longcepo.max-subquestions", "0")
                .with("ponder.strategies.longcepo.max-summaries", "0")
                .with("ponder.strategies.longcepo.complete", "true")
                .with("ponder.strategies.longcepo.map-chunks", "1");
    }
}
