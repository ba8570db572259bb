package dev.ponder.strategies.majority_voting;

import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

class MajorityVotingContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(MajorityVoting::new, MajorityVotingConfig.class);
    }
}
