package dev.ponder.strategies.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import dev.ponder.api.Answer;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Prompt;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.runtime.event.InferenceEvent.StageStarted;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;
import io.smallrye.mutiny.Uni;

/** Neither listeners nor other strategies learn what is masked. */
class ConfidentialityTest {

    private static final String MAIL = "alice@example.com";

    private final ScriptedUpstream model = ScriptedUpstream.answering("To [[EMAIL_1]].");
    private final StrategyHarness harness = StrategyHarness.of(Privacy::new, PrivacyConfig.class).and(Page::new)
            .and(NoTools::new).upstream(model);

    @Test
    void masksWhatAnEarlierStrategyAdds() {
        assertThat(harness.expression("page&privacy").ask("Summarise").text()).isEqualTo("To " + MAIL + ".");
        assertThat(model.call(0).text()).contains("The page says [[EMAIL_1]]").doesNotContain(MAIL);
    }

    @Test
    void reportsNoTextsToListeners() {
        harness.expression("privacy").ask("Mail " + MAIL);

        assertThat(harness.engine().metrics().received()).hasAtLeastOneElementOfType(StageStarted.class)
                .allSatisfy(event -> assertThat(event.toString()).doesNotContain(MAIL));
    }

    @Test
    void isNotSkippedBecauseAnotherStrategySupportsNoTools() {
        ChatRequest request = Requests.withTool().withConversation(Requests.question("Mail " + MAIL).conversation());
        try {
            harness.expression("privacy&no_tools").run(request);
        } catch (RuntimeException e) {
            assertThat(e).hasMessageContaining("does not support tools");
        }
        assertThat(model.calls()).isEmpty();
    }

    @Strategy(id = "page", title = "Page", tools = ToolPolicy.FINAL_STAGE)
    static class Page implements InferenceStrategy.Transform {

        @Override
        public Uni<ChatRequest> transform(Inference inference) {
            ChatRequest request = inference.request();
            return Uni.createFrom().item(request.withConversation(request.conversation()
                    .plus(ChatMessage.user("The page says " + MAIL))));
        }
    }

    @Strategy(id = "no_tools", title = "Without tools")
    static class NoTools implements InferenceStrategy.Buffered {

        @Override
        public Uni<Answer> answer(Inference inference) {
            return inference.ask(Prompt.inheriting("answer", inference.request()));
        }
    }
}
