package dev.ponder.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

/** Whenever a client leaves, everything stops. */
interface CancellationContract extends ContractSubject {

    /** A fraction of a call's latency, and of the time between two words. */
    Duration STEP = Duration.ofMillis(250);

    @Test
    default void stopsEverythingWheneverTheClientLeaves() {
        for (boolean streamed : new boolean[]{false, true}) {
            Duration whole = ContractSubject.run(slow(), QUESTION, streamed).elapsed();
            for (Duration at = Duration.ZERO; at.compareTo(whole) < 0; at = at.plus(STEP)) {
                StrategyHarness harness = slow();
                HarnessRun run = harness.start(QUESTION, streamed);
                harness.upstream().time().advance(at);
                run.cancel();
                assertNothingGoesOn(harness, "after " + at);
            }
        }
    }

    @Test
    default void stopsEverythingWhenTheClientLeavesAsCallBegins() {
        int calls = callsOf(plausible());
        for (int last = 1; last < calls; last++) {
            int leaving = last;
            var run = new AtomicReference<HarnessRun>();
            StrategyHarness harness = around((call, number) -> {
                if (number >= leaving && run.get() != null) {
                    run.get().cancel();
                }
                return reply(call, number);
            });
            run.set(harness.start(QUESTION));
            harness.upstream().time().runUntilIdle();
            assertNothingGoesOn(harness, "as call " + leaving + " began");
        }
    }

    /** Inside of a pipeline or a vote, a strategy may be cancelled while the request goes on. */
    @Test
    default void stopsItsOwnCallsWhenItIsCancelledAlone() {
        for (boolean streamed : new boolean[]{false, true}) {
            Duration whole = ContractSubject.run(slow(), QUESTION, streamed).elapsed();
            for (Duration at = Duration.ZERO; at.compareTo(whole) < 0; at = at.plus(STEP)) {
                var cut = new Cut();
                StrategyHarness harness = slow().and(() -> cut);
                harness.expression("cut&" + harness.id()).start(QUESTION, streamed);
                harness.upstream().time().advance(at);
                cut.through();
                assertNothingGoesOn(harness, "after " + at + ", alone");
            }
        }
    }

    @Test
    default void leavesNothingOpen() {
        for (boolean streamed : new boolean[]{false, true}) {
            StrategyHarness harness = plausible();
            ContractSubject.run(harness, QUESTION, streamed);
            assertNothingGoesOn(harness, "after the answer");
        }
    }

    private StrategyHarness slow() {
        StrategyHarness harness = plausible();
        harness.upstream().wordDelay(STEP.multipliedBy(2));
        return harness;
    }

    private static int callsOf(StrategyHarness harness) {
        harness.run(QUESTION);
        return harness.upstream().calls().size();
    }

    private static void assertNothingGoesOn(StrategyHarness harness, String when) {
        ScriptedUpstream upstream = harness.upstream();
        int begun = upstream.calls().size();
        assertThat(upstream.open()).as("calls open (%s)", when).isZero();
        upstream.time().runUntilIdle();
        assertThat(upstream.calls()).as("calls begun (%s)", when).hasSize(begun);
        assertThat(upstream.open()).as("calls open in the end (%s)", when).isZero();
    }
}
