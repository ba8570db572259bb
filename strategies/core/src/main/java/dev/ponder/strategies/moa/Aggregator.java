package dev.ponder.strategies.moa;

import java.util.Map;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Inference;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.strategies.moa.Critic.Review;
import dev.ponder.toolkit.text.FenceKind;
import io.smallrye.mutiny.Multi;

/** Writes the answer: the client's conversation and parameters, with drafts and critique added to the instructions. */
final class Aggregator {

    private static final PromptTemplate SYNTHESIS = PromptTemplate.of(Aggregator.class, "synthesis");

    private final Inference inference;
    private final MixtureOfAgentsConfig settings;
    private final DraftBlocks blocks;

    Aggregator(Inference inference, MixtureOfAgentsConfig settings, DraftBlocks blocks) {
        this.inference = inference;
        this.settings = settings;
        this.blocks = blocks;
    }

    /** The answer from several drafts. A model would merely copy a single draft, so it is ignored. */
    Multi<AnswerPart> answer(Review review) {
        return review.drafts().several() ? write("synthesis", withDrafts(review)) : plainAnswer();
    }

    /** The answer without drafts. */
    Multi<AnswerPart> plainAnswer() {
        return write("answer", inference.request());
    }

    private Multi<AnswerPart> write(String stage, ChatRequest request) {
        return inference.answer(Prompt.inheriting(stage, request).withModel(settings.aggregatorModel().orElse(null)));
    }

    private ChatRequest withDrafts(Review review) {
        ChatRequest request = inference.request();
        String instructions = SYNTHESIS.render(Map.of(
                "draft", FenceKind.DRAFT.tag(blocks.fence()),
                "critique", FenceKind.CRITIQUE.tag(blocks.fence()),
                "criticised", !review.critique().isEmpty(),
                "tools", request.offersTools(),
                "blocks", blocks.of(review.drafts(), review.critique())));
        return request.withConversation(request.conversation().withInstructions(instructions));
    }
}
