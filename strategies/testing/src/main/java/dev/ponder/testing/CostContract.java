package dev.ponder.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.ponder.testing.ScriptedUpstream.Choices;

/** The strategy never exceeds its declared cost, however the model treats {@code n}. */
interface CostContract extends ContractSubject {

    @ParameterizedTest
    @EnumSource
    default void neverMakesMoreCallsThanDeclared(Choices n) {
        for (StrategyHarness harness : new StrategyHarness[]{plausible(), agreeing()}) {
            harness.upstream().choices(n);
            int atFirst = callsOf(harness, false);
            int onceKnown = callsOf(harness, false);
            int streamed = callsOf(harness, true);

            assertThat(Math.max(Math.max(atFirst, onceKnown), streamed))
                    .as("calls of one request, n %s (expected at most those that cost() declares)", n)
                    .isLessThanOrEqualTo(harness.cost().calls());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IGNORED", "HONOURED"})
    default void meetsTheDeclaredDepthAtFirst(Choices n) {
        StrategyHarness harness = unlimited();
        harness.upstream().choices(n);

        assertDepth(harness, harness.run(QUESTION));
    }

    @ParameterizedTest
    @EnumSource
    default void meetsTheDeclaredDepthOnceTheModelIsKnown(Choices n) {
        StrategyHarness harness = unlimited();
        harness.upstream().choices(n);
        harness.run(QUESTION);

        assertDepth(harness, harness.run(QUESTION));
        assertDepth(harness, harness.runStreamed(QUESTION));
    }

    @Test
    default void usesWhatTheUpstreamReports() {
        for (boolean streamed : new boolean[]{false, true}) {
            StrategyHarness harness = plausible();
            HarnessRun run = ContractSubject.run(harness, QUESTION, streamed);

            assertThat(run.usage()).isEqualTo(harness.upstream().reported());
        }
    }

    /** A model that always returns the same text, for strategies that stop early when candidates agree. */
    private StrategyHarness agreeing() {
        return around((call, number) -> reply(call, 0));
    }

    /** Calls that wait for a permit would count as depth. */
    private StrategyHarness unlimited() {
        return plausible().with("ponder.limits.max-parallel-calls", "1000");
    }

    private static int callsOf(StrategyHarness harness, boolean streamed) {
        int before = harness.upstream().acceptedCalls().size();
        ContractSubject.run(harness, QUESTION, streamed);
        return harness.upstream().acceptedCalls().size() - before;
    }

    private static void assertDepth(StrategyHarness harness, HarnessRun run) {
        Duration declared = harness.upstream().latency().multipliedBy(harness.cost().depth());
        assertThat(run.elapsed())
                .as("time of one request (expected at most the latency of a call times the declared depth)")
                .isLessThanOrEqualTo(declared);
    }
}
