package dev.ponder.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import dev.ponder.api.chat.Usage;
import dev.ponder.api.error.BudgetExceeded;

class RequestBudgetTest {

    private static final Instant DEADLINE = Instant.parse("2026-01-01T00:15:00Z");
    private final RequestBudget budget = new RequestBudget(new RequestLimits(2, 100, Duration.ofMinutes(15), 8, 1),
            DEADLINE);

    @Test
    void itCountsCalls() {
        budget.startCall();
        assertThat(budget.remainingCalls()).isEqualTo(1);

        budget.startCall();
        assertThatThrownBy(budget::startCall).isInstanceOf(BudgetExceeded.class)
                .hasMessageContainingAll("call number 3", "at most 2", "ponder.budget.max_calls",
                        "ponder.limits.max-calls")
                .hasFieldOrPropertyWithValue("status", 429);
        assertThat(budget.remainingCalls()).isZero();
    }

    @Test
    void aRefundedCallMayBeMadeAgain() {
        budget.startCall();
        budget.startCall();
        budget.refundCall();
        budget.startCall();

        assertThat(budget.remainingCalls()).isZero();
    }

    @Test
    void aCallThatWasRefusedDoesNotEatTheNextRefund() {
        budget.startCall();
        budget.startCall();
        assertThatThrownBy(budget::startCall).isInstanceOf(BudgetExceeded.class);
        budget.refundCall();

        assertThat(budget.remainingCalls()).isEqualTo(1);
        budget.startCall();
    }

    @Test
    void itCountsTokensOfPromptsAndAnswers() {
        budget.spend(Usage.of(60, 30));
        assertThat(budget.remainingTokens()).isEqualTo(10);

        budget.startCall();
        budget.spend(Usage.of(5, 5));
        assertThatThrownBy(budget::startCall).isInstanceOf(BudgetExceeded.class)
                .hasMessageContainingAll("100 tokens used", "fewer than 100", "ponder.budget.max_tokens",
                        "ponder.limits.max-tokens");
    }

    @Test
    void aCallThatUsesMoreThanIsLeftIsNotHeldAgainstIt() {
        budget.spend(Usage.of(500, 0));

        assertThat(budget.remainingTokens()).isZero();
    }

    @Test
    void itSaysWhenTheRequestMustBeAnswered() {
        assertThat(budget.deadline()).isEqualTo(DEADLINE);
    }

    @Test
    void limitsAreLoweredAndNeverRaised() {
        var operator = new RequestLimits(10, 1000, Duration.ofSeconds(10), 4, 1);

        assertThat(operator.atMost(5, 2000, Duration.ofSeconds(5)))
                .isEqualTo(new RequestLimits(5, 1000, Duration.ofSeconds(5), 4, 1));
        assertThat(operator.atMost(50, 500, Duration.ofSeconds(50)))
                .isEqualTo(new RequestLimits(10, 500, Duration.ofSeconds(10), 4, 1));
    }
}
