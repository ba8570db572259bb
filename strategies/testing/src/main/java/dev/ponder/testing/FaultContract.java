package dev.ponder.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.ponder.api.Answer;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.error.InferenceException;
import dev.ponder.api.error.InternalException;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;

/** If the model truncates, returns nothing, or fails, the strategy answers or fails with that fault. */
interface FaultContract extends ContractSubject {

    /** Whether the strategy answers although one of several parallel candidates is lost. */
    boolean survivesLostCandidate();

    @Test
    default void saysThatItWasCutOffWhenEveryReplyWas() {
        for (boolean streamed : new boolean[]{false, true}) {
            HarnessRun run = ContractSubject.run(
                    around((call, number) -> ScriptedReply.truncated("The answer is 4")), QUESTION, streamed);

            assertAnsweredOrRefused(run, "all replies truncated");
            if (run.failure() == null) {
                assertThat(run.answer().finishReason()).isEqualTo(FinishReason.LENGTH);
            }
        }
    }

    @Test
    default void survivesRepliesWithoutText() {
        for (boolean streamed : new boolean[]{false, true}) {
            assertAnsweredOrRefused(ContractSubject.run(
                    around((call, number) -> ScriptedReply.empty()), QUESTION, streamed), "all replies empty");
            assertAnsweredOrRefused(ContractSubject.run(
                    around((call, number) -> ScriptedReply.answer(thinkingOnly())), QUESTION, streamed),
                    "all replies without content");
        }
    }

    @Test
    default void survivesOneBadReply() {
        for (int place : places()) {
            for (ScriptedReply bad : List.of(ScriptedReply.empty(), ScriptedReply.truncated(""),
                    ScriptedReply.truncated("{\"reasoning\": \"The"), ScriptedReply.answer(thinkingOnly()),
                    ScriptedReply.text("\u0000\uD83D\uDE00 [[Z]] }{ \\boxed{ <think>"))) {
                HarnessRun run = around((call, number) -> number == place ? bad : reply(call, number)).run(QUESTION);

                assertAnsweredOrRefused(run, "reply " + place + ": " + bad);
            }
        }
    }

    @Test
    default void survivesLostCandidateAmongSeveral() {
        StrategyHarness probe = plausible();
        HarnessRun started = probe.start(QUESTION);
        int together = probe.upstream().open();
        started.cancel();
        Assumptions.assumeTrue(together > 1 && survivesLostCandidate(),
                "the strategy samples no candidates in parallel");

        for (int lost = 0; lost < together; lost++) {
            int place = lost;
            HarnessRun run = around((call, number) -> number == place
                    ? ScriptedReply.failing(Fault.FAILED)
                    : reply(call, number)).run(QUESTION);

            assertThat(run.failure()).as("candidate %d lost", place).isNull();
            assertThat(run.answer().blank()).as("candidate %d lost: the answer is blank", place).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAUTHENTICATED", "BAD_REQUEST", "NOT_FOUND", "RATE_LIMITED", "UNREACHABLE", "TIMEOUT"})
    default void failsAsTheUpstreamDoes(Fault fault) {
        for (boolean streamed : new boolean[]{false, true}) {
            HarnessRun run = ContractSubject.run(around((call, number) -> ScriptedReply.failing(fault)), QUESTION,
                    streamed);

            assertThat(run.failure()).isInstanceOfSatisfying(UpstreamException.class,
                    failure -> assertThat(failure.fault()).isEqualTo(fault));
        }
    }

    @Test
    default void failsWhenEveryStreamBreaksOff() {
        HarnessRun run = around((call, number) -> ScriptedReply.breakingOff("The answer", Fault.UNREACHABLE))
                .runStreamed(QUESTION);

        assertThat(run.failure()).isInstanceOf(UpstreamException.class);
    }

    private static Answer thinkingOnly() {
        return new Answer("", "Let me think.", List.of(), "", FinishReason.STOP, null, List.of());
    }

    private int[] places() {
        StrategyHarness harness = plausible();
        harness.run(QUESTION);
        return IntStream.range(0, Math.min(harness.upstream().calls().size(), 20)).toArray();
    }

    private static void assertAnsweredOrRefused(HarnessRun run, String when) {
        if (run.failure() != null) {
            assertThat(run.failure()).as(when).isInstanceOf(InferenceException.class)
                    .isNotInstanceOf(InternalException.class);
        } else {
            assertThat(run.answer()).as(when).isNotNull();
        }
    }
}
