package dev.ponder.strategies.router;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.Fence;
import dev.ponder.api.Inference;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.Conversation;
import dev.ponder.toolkit.reply.ReplyFormat;
import dev.ponder.toolkit.reply.ReplySchema;
import dev.ponder.toolkit.text.FenceKind;
import dev.ponder.toolkit.text.FencedConversation;
import dev.ponder.toolkit.text.MiddleTruncation;
import io.smallrye.mutiny.Uni;

/** Asks a model for the kind of a request. A kind of which the model is not sure is {@link QuestionKind#CHAT}. */
final class RouteClassifier {

    /** A reply that cannot be read is asked for once more. */
    static final int CALLS = 2;
    static final String STAGE = "classify";

    private static final PromptTemplate CLASSIFY = PromptTemplate.of(RouteClassifier.class, "classify");
    private static final double SURE = 0.5;
    private static final int MAX_CHARACTERS = 8_000;
    private static final int MAX_TOKENS = 512;
    private static final String KIND = "kind";
    private static final ReplyFormat<QuestionKind> REPLY = ReplyFormat.of(STAGE, ReplySchema.object().text("reasoning")
            .number("confidence").oneOf(KIND, Arrays.stream(QuestionKind.values()).map(QuestionKind::label)
                    .toArray(String[]::new)),
            KIND, RouteClassifier::read);

    private RouteClassifier() {
    }

    /** The kind; empty if the call fails or its reply cannot be read. */
    static Uni<Optional<QuestionKind>> ask(Inference inference, Optional<String> model) {
        Fence fence = Fence.of(inference.random());
        var shown = FencedConversation.ofLast(4, inference.request().conversation());
        var shortened = new FencedConversation(MiddleTruncation.of(shown.transcript(), MAX_CHARACTERS),
                shown.pictures());
        String task = CLASSIFY.render(Map.of("tag", FenceKind.QUESTION.tag(fence)));
        return REPLY.ask(inference, Prompt.internal(STAGE, Conversation.of(shortened.message(fence, task)))
                .withModel(model.orElse(null)).withTemperature(0).withMaxTokens(MAX_TOKENS));
    }

    private static Optional<QuestionKind> read(JsonNode reply) {
        double confidence = reply.path("confidence").asDouble(1);
        return Arrays.stream(QuestionKind.values())
                .filter(kind -> kind.label().equals(reply.path(KIND).asText()))
                .findFirst().map(kind -> confidence < SURE ? QuestionKind.CHAT : kind);
    }
}
