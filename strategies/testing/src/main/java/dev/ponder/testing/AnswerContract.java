package dev.ponder.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.ToolPolicy;
import dev.ponder.runtime.upstream.UpstreamCall;

/** The answer is complete, the same with and without a stream, and the same for the same seed. */
interface AnswerContract extends ContractSubject {

    @Test
    default void answersPlainQuestion() {
        Answer answer = plausible().run(QUESTION).answer();

        assertThat(answer.blank()).as("the answer is blank").isFalse();
    }

    @Test
    default void streamsTheTextOfTheWholeAnswer() {
        Answer whole = plausible().seed(7).run(QUESTION).answer();
        Answer streamed = plausible().seed(7).runStreamed(QUESTION).answer();

        assertThat(streamed.text()).isEqualTo(whole.text());
        assertThat(streamed.finishReason()).isEqualTo(whole.finishReason());
    }

    @Test
    default void endsWithOneFinish() {
        for (boolean streamed : new boolean[]{false, true}) {
            List<AnswerPart> parts = ContractSubject.run(plausible(), QUESTION, streamed).parts();

            assertThat(parts.get(parts.size() - 1)).isInstanceOf(AnswerPart.Finish.class);
            assertThat(parts).filteredOn(AnswerPart.Finish.class::isInstance).hasSize(1);
        }
    }

    @Test
    default void makesTheSameCallsForTheSameSeed() {
        assertThat(calls(plausible().seed(7))).isEqualTo(calls(plausible().seed(7)));
    }

    @Test
    default void returnsAsManyChoicesAsRequested() {
        StrategyHarness harness = plausible().choices(3);
        HarnessRun run = harness.run(QUESTION);

        for (int choice = 0; choice < 3; choice++) {
            assertThat(run.parts(choice)).as("choice " + choice)
                    .filteredOn(AnswerPart.Finish.class::isInstance).hasSize(1);
        }
    }

    @Test
    default void returnsTheToolCallOfTheModel() {
        StrategyHarness harness = plausible();
        HarnessRun run = harness.run(Requests.withTool());

        assertThat(run.answer().toolCalls()).isEqualTo(PlausibleReply.toolCall().toolCalls());
        boolean passthrough = harness.engine().strategy(harness.id()).tools() == ToolPolicy.PASSTHROUGH;
        assertThat(run.run().passthrough().isPresent()).isEqualTo(passthrough);
    }

    private static List<UpstreamCall> calls(StrategyHarness harness) {
        harness.run(QUESTION);
        return harness.upstream().calls().stream().map(ScriptedCall::request).toList();
    }
}
