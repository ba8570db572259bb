package dev.ponder.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

/** When the client disconnects, at any time, all calls are cancelled and no call is started. */
interface CancellationContract extends ContractSubject {

    /** A fraction of a call's latency and of the delay between two words. */
    Duration STEP = Duration.ofMillis(250);

    @Test
    default void cancelsAllCallsWhenTheClientDisconnects() {
        for (boolean streamed : new boolean[]{false, true}) {
            Duration whole = ContractSubject.run(slow(), QUESTION, streamed).elapsed();
            for (Duration at = Duration.ZERO; at.compareTo(whole) < 0; at = at.plus(STEP)) {
                StrategyHarness harness = slow();
                HarnessRun run = harness.start(QUESTION, streamed);
                harness.upstream().time().advance(at);
                run.cancel();
                assertNoCallRuns(harness, "after " + at);
            }
        }
    }

    @Test
    default void cancelsAllCallsWhenTheClientDisconnectsAsCallStarts() {
        int calls = callsOf(plausible());
        for (int last = 1; last < calls; last++) {
            int disconnect = last;
            var run = new AtomicReference<HarnessRun>();
            StrategyHarness harness = around((call, number) -> {
                if (number >= disconnect && run.get() != null) {
                    run.get().cancel();
                }
                return reply(call, number);
            });
            run.set(harness.start(QUESTION));
            harness.upstream().time().runUntilIdle();
            assertNoCallRuns(harness, "as call " + disconnect + " started");
        }
    }

    /** A strategy in a pipeline may be cancelled while the request continues. */
    @Test
    default void cancelsItsCallsWhenOnlyTheStrategyIsCancelled() {
        for (boolean streamed : new boolean[]{false, true}) {
            Duration whole = ContractSubject.run(slow(), QUESTION, streamed).elapsed();
            for (Duration at = Duration.ZERO; at.compareTo(whole) < 0; at = at.plus(STEP)) {
                var cut = new Cut();
                StrategyHarness harness = slow().and(() -> cut);
                harness.expression("cut&" + harness.id()).start(QUESTION, streamed);
                harness.upstream().time().advance(at);
                cut.through();
                assertNoCallRuns(harness, "after " + at + ", alone");
            }
        }
    }

    @Test
    default void leavesNoCallOpenAfterTheAnswer() {
        for (boolean streamed : new boolean[]{false, true}) {
            StrategyHarness harness = plausible();
            ContractSubject.run(harness, QUESTION, streamed);
            assertNoCallRuns(harness, "after the answer");
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

    private static void assertNoCallRuns(StrategyHarness harness, String when) {
        ScriptedUpstream upstream = harness.upstream();
        int started = upstream.calls().size();
        assertThat(upstream.open()).as("calls open (%s)", when).isZero();
        upstream.time().runUntilIdle();
        assertThat(upstream.calls()).as("calls started (%s)", when).hasSize(started);
        assertThat(upstream.open()).as("calls open at the end (%s)", when).isZero();
    }
}
