package dev.ponder.testing;

import org.junit.jupiter.api.Timeout;

import dev.ponder.runtime.upstream.UpstreamCall;

/**
 * What every strategy keeps, whatever its technique. A strategy's test class extends it and says how the strategy is
 * made:
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
            ThreadContract {

    /** A new harness of the strategy, with the default settings or with those that exercise it best. */
    @Override
    public abstract StrategyHarness harness();

    /**
     * What the scripted model says to a call. By default JSON of the shape that the call asks for, and prose otherwise,
     * with a different result each time; a technique whose stages need other texts overrides it.
     *
     * @param number the number of replies before, from 0
     */
    @Override
    public ScriptedReply reply(UpstreamCall call, int number) {
        return PlausibleReply.to(call, number);
    }

    /** Whether it answers although one of several candidates that it draws at the same time is lost; it should. */
    @Override
    public boolean survivesLostCandidate() {
        return true;
    }
}
