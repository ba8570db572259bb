package dev.ponder.strategies.cot_reflection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.Answer;
import dev.ponder.api.Cost;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Prompt;
import dev.ponder.api.Strategy;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.Role;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.runtime.engine.UsageLedger.StageUsage;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;
import io.smallrye.mutiny.Uni;

/** TaggedReplies that end before their answer. */
class ConclusionTest {

    private static final String QUESTION = "What is 6 times 7?";
    private static final ScriptedReply CUT = ScriptedReply.truncated("<T>six times\n<R>sev");

    @ParameterizedTest
    @ValueSource(strings = {"<T>six times", "<T>six times</T>", "<T>six times</T>\n<O>", "six times</T>\n<O>\n</outp",
            "<T>six times</T>\n<"})
    void asksForTheAnswerWhenTheReplyIsTruncatedBeforeIt(String reply) {
        ScriptedUpstream model = TaggingModel.replying(ScriptedReply.truncated(reply), ScriptedReply.text("It is 42."));

        assertThat(around(model).ask(QUESTION)).isEqualTo(
                new Answer("It is 42.", "six times", List.of(), "", FinishReason.STOP, null, List.of()));
    }

    @Test
    void asksForTheAnswerWhenTheModelForgetsIt() {
        ScriptedUpstream model = TaggingModel.replying(ScriptedReply.text("<T>six times seven</T>"),
                ScriptedReply.text("42"));

        assertThat(around(model).ask(QUESTION).text()).isEqualTo("42");
    }

    @Test
    void showsTheModelTheConversationAndItsThinkingWithoutTags() {
        ScriptedUpstream model = TaggingModel.replying(CUT, ScriptedReply.text("42"));
        ChatRequest request = Requests.rich(Role.SYSTEM);

        HarnessRun run = around(model).parameter("stream_reasoning", false).run(request);

        var asked = model.call(1).request().conversation().messages();
        assertThat(asked.subList(0, 4)).isEqualTo(request.conversation().messages());
        assertThat(asked.get(4)).isEqualTo(ChatMessage.assistant("six times\nsev"));
        assertThat(asked.get(5).role()).isEqualTo(Role.USER);
        assertThat(asked).hasSize(6);
        assertThat(TaggingModel.tags(model.call(1).request())).isFalse();
        assertThat(model.call(1).request().parameters()).isEqualTo(model.call(0).request().parameters());
        assertThat(run.stages()).extracting(StageUsage::name).containsExactly("answer", "conclude");
    }

    @Test
    void reportsATruncatedConclusion() {
        ScriptedUpstream model = TaggingModel.replying(CUT, ScriptedReply.truncated("It is"));

        assertThat(around(model).ask(QUESTION).finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(model.calls()).hasSize(2);
    }

    @Test
    void startsTheSecondCallAfterTheFirst() {
        ScriptedUpstream model = TaggingModel.replying(CUT, ScriptedReply.text("42"));
        StrategyHarness oneAtATime = around(model).with("ponder.limits.max-parallel-calls", "1");

        assertThat(oneAtATime.runStreamed(Requests.question(QUESTION)).answer().text()).isEqualTo("42");
        assertThat(model.peak()).isEqualTo(1);
    }

    @Test
    void isEmptyWhenTheThinkingIsTruncatedAndTheBudgetIsUsedUp() {
        ScriptedUpstream model = TaggingModel.replying(CUT);
        Answer answer = poor(model).ask(QUESTION);

        assertThat(answer).isEqualTo(new Answer("", "six times\nsev", List.of(), "", FinishReason.LENGTH, null,
                List.of()));
        assertThat(model.calls()).hasSize(1);
    }

    @Test
    void makesNoCallBeyondTheBudget() {
        ScriptedUpstream model = TaggingModel.replying(ScriptedReply.text("spent"), ScriptedReply.text("spent"), CUT);
        StrategyHarness spent = around(model).and(Spendthrift::new).expression("spendthrift&cot_reflection")
                .limits(limits -> limits.atMost(3, limits.maxTokens(), limits.deadline()));

        assertThat(spent.ask(QUESTION).finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(model.calls()).hasSize(3);
    }

    @Test
    void returnsCompleteThinkingWithoutAnswerAsTheAnswer() {
        Answer answer = poor(TaggingModel.replying("<T>six times seven is 42")).ask(QUESTION);

        assertThat(answer.text()).isEqualTo("six times seven is 42");
        assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void makesNoSecondCallWhenTheRequestForbidsIt() {
        ScriptedUpstream model = TaggingModel.replying(CUT);
        Answer answer = around(model).parameter("conclude", false).ask(QUESTION);

        assertThat(answer.text()).isEmpty();
        assertThat(answer.finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(model.calls()).hasSize(1);
    }

    @Test
    void makesNoSecondCallWhenThereIsAnAnswerOrNoThinking() {
        for (ScriptedReply reply : List.of(ScriptedReply.truncated("<T>six</T><O>4"), ScriptedReply.truncated("It is"),
                ScriptedReply.truncated(""), filtered())) {
            ScriptedUpstream model = TaggingModel.replying(reply);
            around(model).ask(QUESTION);
            assertThat(model.calls()).as("calls after %s", reply).hasSize(1);
        }
    }

    @Test
    void keepsTheFinishReasonUnlessOnlyTextAfterTheAnswerIsTruncated() {
        assertThat(reason(ScriptedReply.truncated("<T>six</T><O>4"))).isEqualTo(FinishReason.LENGTH);
        assertThat(reason(ScriptedReply.truncated("<T>six</T><O>42</O>\nAnd now"))).isEqualTo(FinishReason.STOP);
        assertThat(reason(ScriptedReply.truncated("It is"))).isEqualTo(FinishReason.LENGTH);
        assertThat(reason(filtered())).isEqualTo(FinishReason.CONTENT_FILTER);
    }

    @Test
    void failsWhenTheSecondCallFails() {
        ScriptedUpstream model = TaggingModel.replying(CUT, ScriptedReply.failing(Fault.RATE_LIMITED));

        assertThat(around(model).run(Requests.question(QUESTION)).failure()).isInstanceOf(UpstreamException.class);
    }

    @Test
    void declaresTheSecondCallOnlyWhenItMayMakeIt() {
        ScriptedUpstream model = TaggingModel.replying(CUT);

        assertThat(around(model).cost()).isEqualTo(new Cost(2, 2));
        assertThat(around(model).parameter("conclude", false).cost()).isEqualTo(Cost.SINGLE_CALL);
        assertThat(around(model).parameter("return_full", true).cost()).isEqualTo(Cost.SINGLE_CALL);
    }

    /** Makes one call more than it declares. */
    @Strategy(id = "spendthrift", title = "Spendthrift")
    private static final class Spendthrift implements InferenceStrategy.Transform {

        @Override
        public Uni<ChatRequest> transform(Inference inference) {
            var prompt = Prompt.internal("spend", inference.request().conversation());
            return inference.ask(prompt).chain(() -> inference.ask(prompt)).replaceWith(inference.request());
        }
    }

    private static FinishReason reason(ScriptedReply reply) {
        return around(TaggingModel.replying(reply)).ask(QUESTION).finishReason();
    }

    private static ScriptedReply filtered() {
        return ScriptedReply.answer(Answer.of("<T>six", FinishReason.CONTENT_FILTER));
    }

    /** With a token budget that the first call uses up. */
    private static StrategyHarness poor(ScriptedUpstream model) {
        return around(model).limits(limits -> limits.atMost(limits.maxCalls(), 1, limits.deadline()));
    }

    private static StrategyHarness around(ScriptedUpstream model) {
        return StrategyHarness.of(ReflectiveChainOfThought::new, ReflectiveChainOfThoughtConfig.class).upstream(model);
    }
}
