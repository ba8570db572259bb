package dev.ponder.runtime.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.ponder.runtime.quota.QuotaDecision.Verdict;
import dev.ponder.runtime.security.ClientLimits;
import dev.ponder.runtime.security.ClientLimits.SpendingBudget;
import dev.ponder.runtime.security.ClientLimits.SpendingBudget.Period;
import dev.ponder.runtime.security.ClientLimits.SpendingBudget.Unit;

class MemoryQuotaStoreTest {

    private final SettableClock clock = new SettableClock("2026-11-30T23:00:00Z");
    private final MemoryQuotaStore store = new MemoryQuotaStore(clock);
    private int claims;

    @Test
    void requestsAreGrantedAgainAsTheMinutePasses() {
        ClientLimits limits = limits(OptionalInt.of(3), OptionalLong.empty(), OptionalInt.empty());

        for (int i = 0; i < 3; i++) {
            assertThat(reserve(limits, 10, 0, 1).verdict()).isEqualTo(Verdict.GRANTED);
        }
        QuotaDecision rejected = reserve(limits, 10, 0, 1);
        assertThat(rejected.verdict()).isEqualTo(Verdict.REQUESTS);
        assertThat(rejected.retryAfter()).isEqualTo(Duration.ofSeconds(20));

        clock.advance(rejected.retryAfter().minusMillis(1));
        assertThat(reserve(limits, 10, 0, 1).verdict()).isEqualTo(Verdict.REQUESTS);
        clock.advance(Duration.ofMillis(1));
        assertThat(reserve(limits, 10, 0, 1).verdict()).isEqualTo(Verdict.GRANTED);
        assertThat(reserve(limits, 10, 0, 1).verdict()).isEqualTo(Verdict.REQUESTS);
    }

    @Test
    void tokensAreReservedAndThenCorrected() {
        ClientLimits limits = limits(OptionalInt.empty(), OptionalLong.of(1000), OptionalInt.empty());
        QuotaClaim large = claim(limits, 900, 0, 1);
        QuotaDecision granted = reserve(large);

        assertThat(granted.tokensUsed()).isEqualTo(900);
        QuotaDecision rejected = reserve(limits, 200, 0, 1);
        assertThat(rejected.verdict()).isEqualTo(Verdict.TOKENS);
        assertThat(rejected.retryAfter()).isEqualTo(Duration.ofSeconds(6));

        settle(large, granted, 100, 0);
        assertThat(reserve(limits, 200, 0, 1)).satisfies(decision -> {
            assertThat(decision.verdict()).isEqualTo(Verdict.GRANTED);
            assertThat(decision.tokensUsed()).isEqualTo(300);
        });
    }

    @Test
    void moreTokensThanReservedAreCounted() {
        ClientLimits limits = limits(OptionalInt.empty(), OptionalLong.of(1000), OptionalInt.empty());
        QuotaClaim small = claim(limits, 10, 0, 1);
        settle(small, reserve(small), 990, 0);

        assertThat(reserve(limits, 20, 0, 1).verdict()).isEqualTo(Verdict.TOKENS);
    }

    @Test
    void aRequestAboveTheWholeLimitIsNeverGranted() {
        ClientLimits limits = limits(OptionalInt.empty(), OptionalLong.of(1000), OptionalInt.empty());

        assertThat(reserve(limits, 1001, 0, 1).retryAfter()).isNegative();
    }

    @Test
    void parallelCallsAreGrantedInPart() {
        ClientLimits limits = limits(OptionalInt.empty(), OptionalLong.empty(), OptionalInt.of(5));
        QuotaClaim first = claim(limits, 10, 0, 4);
        QuotaDecision four = reserve(first);

        assertThat(four.parallelCalls()).isEqualTo(4);
        assertThat(reserve(limits, 10, 0, 4).parallelCalls()).isEqualTo(1);
        assertThat(reserve(limits, 10, 0, 4).verdict()).isEqualTo(Verdict.PARALLEL_CALLS);
        settle(first, four, 10, 0);
        assertThat(reserve(limits, 10, 0, 9).parallelCalls()).isEqualTo(4);
    }

    @Test
    void aBudgetEndsWithItsPeriod() {
        ClientLimits limits = budget("100", Period.MONTH);
        QuotaClaim claim = claim(limits, 60, 60, 1);
        QuotaDecision granted = reserve(claim);
        assertThat(reserve(limits, 60, 60, 1).verdict()).isEqualTo(Verdict.BUDGET);

        settle(claim, granted, 90, 90);
        QuotaDecision rejected = reserve(limits, 20, 20, 1);
        assertThat(rejected.verdict()).isEqualTo(Verdict.BUDGET);
        assertThat(rejected.retryAfter()).isEqualTo(Duration.ofHours(1));
        assertThat(rejected.budgetUsed()).isEqualTo(90);
        assertThat(reserve(limits, 10, 10, 1).verdict()).isEqualTo(Verdict.GRANTED);

        clock.advance(Duration.ofHours(1));
        assertThat(reserve(limits, 100, 100, 1)).satisfies(decision -> {
            assertThat(decision.verdict()).isEqualTo(Verdict.GRANTED);
            assertThat(decision.budgetUsed()).isEqualTo(100);
        });
    }

    @Test
    void aRequestThatEndsInTheNextPeriodDoesNotChangeIt() {
        ClientLimits limits = budget("100", Period.DAY);
        QuotaClaim old = claim(limits, 60, 60, 1);
        QuotaDecision granted = reserve(old);
        clock.advance(Duration.ofHours(2));
        assertThat(reserve(limits, 90, 90, 1).budgetUsed()).isEqualTo(90);

        settle(old, granted, 0, 0);

        assertThat(reserve(limits, 20, 20, 1).verdict()).isEqualTo(Verdict.BUDGET);
    }

    @Test
    void aRejectedRequestReservesNothing() {
        ClientLimits limits = new ClientLimits(OptionalInt.of(10), OptionalLong.of(1000), OptionalInt.of(1),
                Optional.of(new SpendingBudget(BigDecimal.valueOf(100), Unit.TOKENS, Period.DAY)));
        reserve(limits, 10, 10, 1);

        assertThat(reserve(limits, 10, 10, 1)).satisfies(decision -> {
            assertThat(decision.verdict()).isEqualTo(Verdict.PARALLEL_CALLS);
            assertThat(decision.requestsUsed()).isEqualTo(1);
            assertThat(decision.tokensUsed()).isEqualTo(10);
            assertThat(decision.budgetUsed()).isEqualTo(10);
        });
    }

    @Test
    void aClockThatIsSetBackNeitherBlocksNorFrees() {
        ClientLimits limits = limits(OptionalInt.of(1), OptionalLong.empty(), OptionalInt.empty());
        reserve(limits, 1, 0, 1);

        clock.advance(Duration.ofHours(-5));
        assertThat(reserve(limits, 1, 0, 1).verdict()).isEqualTo(Verdict.REQUESTS);
        clock.advance(Duration.ofMinutes(1));
        assertThat(reserve(limits, 1, 0, 1).verdict()).isEqualTo(Verdict.GRANTED);
    }

    @Test
    void threadsNeverGetMoreThanTheBudget() throws InterruptedException {
        ClientLimits limits = budget("1000", Period.DAY);
        var granted = new AtomicInteger();
        var done = new CountDownLatch(8);
        var threads = Executors.newFixedThreadPool(8);
        for (int thread = 0; thread < 8; thread++) {
            String name = "t" + thread + "-";
            threads.execute(() -> {
                for (int i = 0; i < 1000; i++) {
                    var claim = new QuotaClaim(name + i, "client", QuotaLimits.of(limits, clock.instant()), 1, 1, 1);
                    granted.addAndGet(reserve(claim).mayStart() ? 1 : 0);
                }
                done.countDown();
            });
        }
        assertThat(done.await(1, TimeUnit.MINUTES)).isTrue();
        threads.shutdown();

        assertThat(granted).hasValue(1000);
    }

    @Test
    void periodsHaveTheirOwnNamesAndEnds() {
        Instant newYear = Instant.parse("2026-12-31T23:59:59Z");

        QuotaLimits monthly = QuotaLimits.of(budget("5", Period.MONTH), newYear);
        assertThat(monthly.period()).isEqualTo("tokens:2026-12");
        assertThat(monthly.reset()).isEqualTo("2027-01-01T00:00:00Z");
        QuotaLimits daily = QuotaLimits.of(budget("5", Period.DAY), newYear);
        assertThat(daily.period()).isEqualTo("tokens:2026-12-31");
        assertThat(QuotaLimits.follows("tokens:2027-01", "tokens:2026-12")).isTrue();
        assertThat(QuotaLimits.follows("tokens:2026-12", "tokens:2027-01")).isFalse();
        assertThat(QuotaLimits.follows("money:2026-12", "tokens:2027-01")).isTrue();
        assertThat(QuotaLimits.follows("tokens:2026-12-31", "tokens:2026-12")).isTrue();
    }

    private static ClientLimits limits(OptionalInt requests, OptionalLong tokens, OptionalInt calls) {
        return new ClientLimits(requests, tokens, calls, Optional.empty());
    }

    private static ClientLimits budget(String amount, Period period) {
        return new ClientLimits(OptionalInt.empty(), OptionalLong.empty(), OptionalInt.empty(),
                Optional.of(new SpendingBudget(new BigDecimal(amount), Unit.TOKENS, period)));
    }

    private QuotaClaim claim(ClientLimits limits, long tokens, long spending, int calls) {
        return new QuotaClaim("id-" + claims++, "client", QuotaLimits.of(limits, clock.instant()), tokens, spending,
                calls);
    }

    private QuotaDecision reserve(ClientLimits limits, long tokens, long spending, int calls) {
        return reserve(claim(limits, tokens, spending, calls));
    }

    private QuotaDecision reserve(QuotaClaim claim) {
        return store.reserve(claim).await().indefinitely();
    }

    private void settle(QuotaClaim claim, QuotaDecision decision, long tokens, long spending) {
        store.settle(claim, decision, tokens, spending).await().indefinitely();
    }
}
