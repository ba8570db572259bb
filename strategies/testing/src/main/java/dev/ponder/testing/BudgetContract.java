package dev.ponder.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.ponder.api.error.BudgetExceeded;
import dev.ponder.api.error.InferenceException;
import dev.ponder.api.error.RequestException;

/** The strategy stays within its limits, and fails with the error of the limit that does not suffice. */
interface BudgetContract extends ContractSubject {

    @Test
    default void neverMakesMoreCallsThanAllowed() {
        int declared = plausible().cost().calls();
        for (int allowed = 1; allowed < Math.min(declared, 20); allowed++) {
            int most = allowed;
            StrategyHarness harness = plausible().limits(limits -> limits.atMost(most, 1_000_000, limits.deadline()));
            try {
                harness.run(QUESTION).answer();
            } catch (InferenceException rejected) {
                assertThat(rejected).isInstanceOfAny(RequestException.class, BudgetExceeded.class);
            }
            assertThat(harness.upstream().calls().size()).as("calls, of %d allowed", most).isLessThanOrEqualTo(most);
        }
    }

    @Test
    default void startsNoCallOnceTheTokensAreUsedUp() {
        StrategyHarness harness = plausible().limits(limits -> limits.atMost(limits.maxCalls(), 1, limits.deadline()));
        int inTheFirstStage = startedAtOnce(harness);
        assertAnswerOrBudgetExceeded(harness.run(QUESTION));

        assertThat(harness.upstream().calls()).as("calls of the first stage, which used up the tokens")
                .hasSize(2 * inTheFirstStage);
    }

    @Test
    default void failsAtItsDeadline() {
        StrategyHarness harness = around((call, number) -> ScriptedReply.held())
                .limits(limits -> limits.atMost(limits.maxCalls(), limits.maxTokens(), Duration.ofSeconds(30)));
        HarnessRun run = harness.run(QUESTION);

        assertThat(run.failure()).isInstanceOf(BudgetExceeded.class);
        assertThat(run.elapsed()).isEqualTo(Duration.ofSeconds(30));
        assertThat(harness.upstream().open()).as("calls left open").isZero();
    }

    private static int startedAtOnce(StrategyHarness harness) {
        HarnessRun run = harness.start(QUESTION);
        run.cancel();
        return harness.upstream().calls().size();
    }

    private static void assertAnswerOrBudgetExceeded(HarnessRun run) {
        if (run.failure() != null) {
            assertThat(run.failure()).isInstanceOf(BudgetExceeded.class);
        }
    }
}
