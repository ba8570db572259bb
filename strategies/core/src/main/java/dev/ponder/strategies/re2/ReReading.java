package dev.ponder.strategies.re2;

import java.util.Map;

import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.Conversation;
import io.smallrye.mutiny.Uni;

/**
 * Repeats the text of the user's last question. Its images and other parts, and all messages before it, are not
 * repeated.
 */
@Strategy(id = "re2", title = "Re-reading",
        summary = "Repeats the question in the prompt, so that the model reads it twice.", paper = "arXiv:2309.06275",
        settings = ReReadingConfig.class, tools = ToolPolicy.FINAL_STAGE)
class ReReading implements InferenceStrategy.Transform {

    private static final PromptTemplate READ_AGAIN = PromptTemplate.of(ReReading.class, "read-again");
    private static final PromptTemplate STEP_BY_STEP = PromptTemplate.of(ReReading.class, "step-by-step");

    private final ReReadingConfig config;

    ReReading(ReReadingConfig config) {
        this.config = config;
    }

    @Override
    public Uni<ChatRequest> transform(Inference inference) {
        ChatRequest request = inference.request();
        ReReadingConfig settings = inference.settings().of(config);
        return inference.compute(request.conversation().question().length(),
                () -> request.withConversation(reread(request.conversation(), settings)));
    }

    /** A model that continues from a tool result has read the question before. */
    private static Conversation reread(Conversation conversation, ReReadingConfig settings) {
        return conversation.endsWithToolResult()
                ? conversation
                : conversation.withQuestion(turn -> turn.isBlank() ? turn : reread(turn, settings));
    }

    private static String reread(String turn, ReReadingConfig settings) {
        String twice = UserTurn.read(turn).worthRepeating(settings.maxChars())
                .map(question -> READ_AGAIN.render(Map.of("turn", turn, "question", question)))
                .orElse(turn);
        return settings.cot() ? twice + "\n\n" + STEP_BY_STEP.render() : twice;
    }
}
