package dev.ponder.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.IntNode;

import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.Usage;
import dev.ponder.api.error.QuotaExceeded;
import dev.ponder.api.error.RequestException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;

/** The best of two, so a request makes two calls. A call uses 100 tokens and reserves 50 completion tokens. */
class RequestQuotaTest {

    private static final String BUDGET = "x-ratelimit-remaining-budget";

    private final ScriptedUpstream upstream = ScriptedUpstream.answering("a", "b").usage(call -> Usage.of(60, 40));

    private static StrategyHarness limited(ScriptedUpstream upstream) {
        return StrategyHarness.of(Toys.Bon::new).and(Toys.None::new).upstream(upstream)
                .with("ponder.quota.completion-tokens", "50");
    }

    private static StrategyHarness budget(ScriptedUpstream upstream, int tokens) {
        return limited(upstream).with("ponder.quota.anonymous.budget.amount", Integer.toString(tokens))
                .with("ponder.quota.anonymous.budget.unit", "tokens");
    }

    @Test
    void aBudgetCountsWhatTheCallsUsed() {
        StrategyHarness harness = budget(upstream, 1000);

        assertThat(remaining(harness.run(question()))).isEqualTo(1000 - reserved());
        assertThat(remaining(harness.run(question()))).isEqualTo(800 - reserved());
    }

    @Test
    void aRequestAboveTheBudgetMakesNoCall() {
        StrategyHarness harness = budget(upstream, 250);
        harness.run(question());
        int calls = upstream.calls().size();

        HarnessRun rejected = harness.run(question());

        assertThat(rejected.failure()).isInstanceOfSatisfying(QuotaExceeded.class, failure -> {
            assertThat(failure.status()).isEqualTo(429);
            assertThat(failure.type()).isEqualTo("insufficient_quota");
            assertThat(failure.code()).isEqualTo("insufficient_quota");
            assertThat(failure.getMessage()).contains("200 are used", "at most 250 tokens until 2026-02-01T00:00:00Z",
                    "ponder.quota.anonymous.budget.amount");
            assertThat(failure.headers()).containsEntry("Retry-After", Long.toString(untilFebruary()))
                    .containsEntry("x-should-retry", "false").containsEntry("x-ratelimit-remaining-budget", "50");
        });
        assertThat(upstream.calls()).hasSize(calls);
    }

    private long untilFebruary() {
        return Duration.ofDays(31).minus(upstream.time().elapsed()).toSeconds();
    }

    /** Its other call is cancelled, so the upstream has read one prompt. */
    @Test
    void aFailedRequestFreesItsReservation() {
        var failing = ScriptedUpstream.replying((call, number) -> number < 2
                ? ScriptedReply.failing(Fault.BAD_REQUEST)
                : ScriptedReply.text("a"));
        StrategyHarness harness = budget(failing, 1000);

        assertThat(harness.run(question()).failure()).isNotNull();
        assertThat(remaining(harness.run(question()))).isEqualTo(1000 - prompt() - reserved());
    }

    /** The upstream reads the prompt of a call that is cancelled, and charges it. */
    @Test
    void aCancelledRequestIsChargedForItsPrompts() {
        var holding = ScriptedUpstream.holding();
        StrategyHarness harness = budget(holding, 1000);

        harness.start(question()).cancel();
        HarnessRun next = harness.start(question());

        assertThat(remaining(next)).isEqualTo(1000 - 2 * prompt() - reserved());
        next.cancel();
    }

    @Test
    void theMaximumOfTheRequestIsReserved() {
        var holding = ScriptedUpstream.holding();
        StrategyHarness harness = budget(holding, 1000);
        ChatRequest request = Requests.with(question(), "max_tokens", IntNode.valueOf(300));

        HarnessRun run = harness.start(request);

        assertThat(remaining(run)).isEqualTo(1000 - 2 * (300 + prompt()));
        assertThat(harness.start(request).failure()).isInstanceOf(QuotaExceeded.class);
        run.cancel();
    }

    @Test
    void moneyIsCountedByThePricesOfTheModel() {
        StrategyHarness harness = limited(upstream).with("ponder.quota.anonymous.budget.amount", "0.01")
                .with("ponder.prices." + Requests.MODEL + ".input", "10")
                .with("ponder.prices." + Requests.MODEL + ".output", "20");
        harness.run(question());
        HarnessRun second = harness.run(question());

        // The first: 2 * (60 * 10 + 40 * 20) millionths; the second reserves 2 * 50 * 20 and its prompts
        String left = second.run().headers().get().get(BUDGET);
        assertThat(Double.parseDouble(left)).isEqualTo(0.01 - 0.0028 - 0.002 - 2 * prompt() * 1e-5,
                org.assertj.core.data.Offset.offset(1e-9));
    }

    @Test
    void aModelWithoutAPriceIsRejectedWhenTheBudgetIsMoney() {
        StrategyHarness harness = limited(upstream).with("ponder.quota.anonymous.budget.amount", "1");

        assertThatThrownBy(() -> harness.run(question())).isInstanceOfSatisfying(RequestException.class,
                failure -> assertThat(failure.status()).isEqualTo(403)).hasMessageContaining("ponder.prices");
    }

    @Test
    void requestsAreLimitedAndTheClientLearnsWhenToRetry() {
        StrategyHarness harness = limited(upstream).with("ponder.quota.anonymous.requests-per-minute", "60");
        for (int i = 0; i < 60; i++) {
            harness.start(question());
        }

        HarnessRun rejected = harness.start(question());

        assertThat(rejected.failure()).isInstanceOfSatisfying(QuotaExceeded.class, failure -> {
            assertThat(failure.type()).isEqualTo("rate_limit_error");
            assertThat(failure.code()).isEqualTo("rate_limit_exceeded");
            assertThat(failure.headers()).containsEntry("Retry-After", "1")
                    .containsEntry("x-ratelimit-limit-requests", "60")
                    .containsEntry("x-ratelimit-remaining-requests", "0")
                    .containsEntry("x-ratelimit-reset-requests", "1m0s").doesNotContainKey("x-should-retry");
        });
    }

    @Test
    void callsAtATimeAreThoseThatAreFree() {
        var holding = ScriptedUpstream.holding();
        StrategyHarness harness = limited(holding).with("ponder.quota.anonymous.parallel-calls", "1");

        HarnessRun first = harness.start(question());

        assertThat(holding.calls()).hasSize(1);
        assertThat(harness.start(question()).failure()).isInstanceOf(QuotaExceeded.class)
                .hasMessageContaining("ponder.quota.anonymous.parallel-calls");
        first.cancel();
        assertThat(harness.start(question()).failure()).isNull();
    }

    private static ChatRequest question() {
        return Requests.question("Why?");
    }

    private static long prompt() {
        return UsageEstimate.ofPrompts(java.util.List.of(question()));
    }

    private static long reserved() {
        return 2 * (50 + prompt());
    }

    private static long remaining(HarnessRun run) {
        return Long.parseLong(run.run().headers().get().getOrDefault(BUDGET, "-1"));
    }
}
