package dev.ponder.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.ponder.api.Answer;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.Role;
import dev.ponder.api.chat.ToolCall;
import dev.ponder.runtime.strategy.StreamingMode;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;

/** {@code a&b}: what shapes hands on, what answers drafts. */
class PipelineTest {

    private final ScriptedUpstream upstream = ScriptedUpstream.answering("one", "two", "three");
    private final StrategyHarness harness = StrategyHarness.of(Toys.Moa::new).and(Toys.Bon::new).and(Toys.Re2::new)
            .and(Toys.Loud::new).and(Toys.None::new).upstream(upstream);

    private List<ChatMessage> messages(int call) {
        return upstream.call(call).request().conversation().messages();
    }

    @Test
    void anAnswerThatIsNotTheLastBecomesDraft() {
        Answer answer = harness.expression("bon&moa").ask("Why?");

        assertThat(answer.text()).isEqualTo("three");
        assertThat(messages(2)).extracting(ChatMessage::role).containsExactly(Role.USER, Role.ASSISTANT, Role.USER);
        assertThat(messages(2)).extracting(ChatMessage::text).startsWith("Why?", "one");
    }

    @Test
    void aTransformChangesWhatTheNextOneSees() {
        harness.expression("re2&moa").ask("Why?");

        assertThat(upstream.calls()).hasSize(1);
        assertThat(messages(0)).extracting(ChatMessage::text).containsExactly("Why? Why?");
    }

    @Test
    void transformsFollowOneAnother() {
        harness.expression("re2&re2").ask("Why?");

        assertThat(messages(0)).extracting(ChatMessage::text).containsExactly("Why? Why? Why? Why?");
    }

    @Test
    void aWrapperSeesThePartsOfTheRest() {
        assertThat(harness.expression("loud&moa").ask("Why?").text()).isEqualTo("ONE");
        assertThat(harness.expression("loud&bon").ask("Why?").text()).isEqualTo("TWO");
    }

    @Test
    void aDraftIsShapedByWhatFollowsIt() {
        harness.expression("moa&re2").ask("Why?");

        String revision = messages(1).get(2).text();
        assertThat(revision.substring(0, revision.length() / 2))
                .isEqualTo(revision.substring(revision.length() / 2 + 1));
    }

    @Test
    void noneChangesNothing() {
        harness.expression("none&moa&none").ask("Why?");

        assertThat(upstream.calls()).hasSize(1);
        assertThat(messages(0)).containsExactly(ChatMessage.user("Why?"));
    }

    @Test
    void aPlainCallIsPlain() {
        assertThat(harness.expression("none").ask("Why?").text()).isEqualTo("one");
        assertThat(upstream.calls()).hasSize(1);
    }

    @Test
    void theLastStageStreamsTruly() {
        HarnessRun run = harness.expression("bon&moa").runStreamed(Requests.question("Why?"));

        assertThat(upstream.calls()).extracting("streamed").containsExactly(false, false, true);
        assertThat(run.run().streaming()).isEqualTo(StreamingMode.NATIVE);
    }

    @Test
    void aDraftThatCallsToolsIsTheAnswer() {
        var call = new Answer("", "", List.of(new ToolCall("1", "f", "{}")), "", FinishReason.TOOL_CALLS, null,
                List.of());
        var calling = ScriptedUpstream.replying((request, number) -> ScriptedReply.answer(call));
        Answer answer = harness.upstream(calling).expression("moa&bon").ask("Why?");

        assertThat(answer.toolCalls()).isEqualTo(call.toolCalls());
        assertThat(calling.calls()).hasSize(1);
    }
}
