package dev.ponder.strategies.moa;

import java.util.Map;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Inference;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatRequest;
import io.smallrye.mutiny.Multi;

/** Writes the answer: the client's own conversation and parameters, with the drafts added to its instructions. */
final class Aggregator {

    private static final PromptTemplate SYNTHESIS = PromptTemplate.of(Aggregator.class, "synthesis");

    private final Inference inference;
    private final MixtureOfAgentsConfig settings;
    private final PromptBlocks blocks;

    Aggregator(Inference inference, MixtureOfAgentsConfig settings, PromptBlocks blocks) {
        this.inference = inference;
        this.settings = settings;
        this.blocks = blocks;
    }

    /** The answer from several drafts. A single one would only be copied, so then it is an answer without any. */
    Multi<AnswerPart> answer(Review review) {
        return review.drafts().several() ? write("synthesis", informed(review)) : plainAnswer();
    }

    Multi<AnswerPart> plainAnswer() {
        return write("answer", inference.request());
    }

    private Multi<AnswerPart> write(String stage, ChatRequest request) {
        return inference.answer(Prompt.inheriting(stage, request).withModel(settings.aggregatorModel().orElse(null)));
    }

    private ChatRequest informed(Review review) {
        ChatRequest request = inference.request();
        String instructions = SYNTHESIS.render(Map.of(
                "draft", blocks.draftTag(),
                "critique", blocks.critiqueTag(),
                "criticised", !review.critique().isEmpty(),
                "tools", request.offersTools(),
                "blocks", blocks.of(review.drafts(), review.critique())));
        return request.withConversation(request.conversation().withInstructions(instructions));
    }
}
