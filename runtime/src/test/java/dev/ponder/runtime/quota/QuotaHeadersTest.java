package dev.ponder.runtime.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ponder.api.error.QuotaExceeded;
import dev.ponder.runtime.quota.QuotaDecision.Verdict;

class QuotaHeadersTest {

    private final SettableClock clock = new SettableClock("2026-11-30T12:00:00Z");
    private final QuotaHeaders headers = new QuotaHeaders("EUR", (name, value, tags) -> {
    }, clock);
    private final QuotaLimits limits = new QuotaLimits(60, 6000, 4, 2_500_000_000L, "money:2026-11",
            Instant.parse("2026-12-01T00:00:00Z"));
    private final QuotaClaim claim = new QuotaClaim("1", "team-a", limits, 100, 500_000_000L, 1);

    @ParameterizedTest
    @CsvSource({"PT0S, 0ms", "PT0.12S, 120ms", "PT1S, 1s", "PT1.5S, 1.5s", "PT6M, 6m0s", "PT1M0.25S, 1m0.25s",
            "PT26H, 26h0m0s"})
    void durationsAreThoseOfOpenAi(Duration duration, String text) {
        assertThat(QuotaHeaders.text(duration)).isEqualTo(text);
    }

    @Test
    void tellLimitsRestsAndResets() {
        var granted = new QuotaDecision(Verdict.GRANTED, 1, 15, 1500.4, 1_000_000_000L, Duration.ZERO);

        assertThat(headers.of(claim, granted))
                .containsEntry("x-ratelimit-limit-requests", "60").containsEntry("x-ratelimit-remaining-requests", "45")
                .containsEntry("x-ratelimit-reset-requests", "15s").containsEntry("x-ratelimit-limit-tokens", "6000")
                .containsEntry("x-ratelimit-remaining-tokens", "4499")
                .containsEntry("x-ratelimit-reset-tokens", "15.004s")
                .containsEntry("x-ratelimit-limit-budget", "2.5").containsEntry("x-ratelimit-remaining-budget", "1.5")
                .containsEntry("x-ratelimit-reset-budget", "12h0m0s").hasSize(9);
    }

    @Test
    void aBudgetTellsWhenItBeginsAgain() {
        QuotaExceeded failure = headers.rejection(claim,
                new QuotaDecision(Verdict.BUDGET, 0, 0, 0, 2_250_000_000L, Duration.ofHours(12)));

        assertThat(failure.getMessage()).isEqualTo("budget: 2.25 are used or reserved, and the request needs up to 0.5"
                + " (expected at most 2.5 EUR until 2026-12-01T00:00:00Z; the budget begins again then, or see"
                + " ponder.access.clients.team-a.budget.amount)");
        assertThat(failure.headers()).containsEntry("Retry-After", "43200").containsEntry("x-should-retry", "false");
    }

    @Test
    void aRequestThatIsTooLargeIsNotToBeRetried() {
        QuotaExceeded failure = headers.rejection(claim,
                new QuotaDecision(Verdict.TOKENS, 0, 0, 0, 0, Duration.ofMillis(-1)));

        assertThat(failure.getMessage()).contains("ask for fewer tokens or calls", "tokens-per-minute");
        assertThat(failure.headers()).containsEntry("x-should-retry", "false").containsEntry("Retry-After", "60");
    }
}
