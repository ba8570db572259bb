package dev.ponder.testing;

import org.junit.jupiter.api.Timeout;

import dev.ponder.runtime.upstream.UpstreamCall;

/**
 * The contract of every strategy. The test class of a strategy extends it and returns a harness with the strategy:
 *
 * <pre>{@code
 * class BestOfNContractTest extends StrategyContract {
 *
 *     @Override
 *     public StrategyHarness harness() {
 *         return StrategyHarness.of(BestOfN::new, BestOfNConfig.class);
 *     }
 * }
 * }</pre>
 */
@Timeout(60)
public abstract class StrategyContract
        implements
            AnswerContract,
            CostContract,
            BudgetContract,
            CancellationContract,
            ConversationContract,
            FaultContract,
            ReplayContract,
            ThreadContract {

    /** A new harness of the strategy, with its default settings or with settings that exercise all its stages. */
    @Override
    public abstract StrategyHarness harness();

    /**
     * The reply of the scripted model to a call. By default JSON if the call asks for it, else prose, with a different
     * result each time. A strategy whose stages need other texts overrides it.
     *
     * @param number the number of earlier replies, from 0
     */
    @Override
    public ScriptedReply reply(UpstreamCall call, int number) {
        return PlausibleReply.to(call, number);
    }

    /** Whether the strategy answers although one of several parallel candidates is lost; {@code true} by default. */
    @Override
    public boolean survivesLostCandidate() {
        return true;
    }
}
