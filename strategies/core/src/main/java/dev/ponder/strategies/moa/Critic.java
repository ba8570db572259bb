package dev.ponder.strategies.moa;

import java.util.Map;

import dev.ponder.api.Fence;
import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;
import dev.ponder.toolkit.reply.TolerableFailure;
import dev.ponder.toolkit.text.FenceKind;
import dev.ponder.toolkit.text.FencedConversation;
import io.smallrye.mutiny.Uni;

/**
 * Criticises all drafts in one call: contradictions between drafts reveal faults that no draft shows alone
 * (arXiv:2502.01839), and the prompt is paid for once.
 */
final class Critic {

    private static final String STAGE = "critique";
    private static final PromptTemplate INSTRUCTIONS = PromptTemplate.of(Critic.class, "critique");

    private final Inference inference;
    private final MixtureOfAgentsConfig settings;
    private final DraftBlocks blocks;

    /** Drafts and their critique: the material of the aggregator. */
    record Review(Drafts drafts, Critique critique) {}

    Critic(Inference inference, MixtureOfAgentsConfig settings, DraftBlocks blocks) {
        this.inference = inference;
        this.settings = settings;
        this.blocks = blocks;
    }

    /** The critique is empty where the settings turn it off, there is a single draft, or the call fails tolerably. */
    Uni<Review> review(Drafts drafts) {
        Uni<Critique> critique = settings.critique() && drafts.several()
                ? criticise(drafts)
                : Uni.createFrom().item(Critique.NONE);
        return critique.map(remarks -> new Review(drafts, remarks));
    }

    private Uni<Critique> criticise(Drafts drafts) {
        return inference.ask(prompt(drafts))
                .chain(reply -> inference.compute(reply.characters(),
                        () -> Critique.read(reply.text(), DraftBlocks.labels(drafts))))
                .onFailure(TolerableFailure::isTolerable).recoverWithItem(Critique.NONE)
                .invoke(() -> inference.progress(Progress.of(STAGE, 1, 1)));
    }

    private Prompt prompt(Drafts drafts) {
        Fence fence = blocks.fence();
        String instructions = INSTRUCTIONS.render(
                Map.of("question", FenceKind.QUESTION.tag(fence), "draft", FenceKind.DRAFT.tag(fence)));
        ChatMessage material = FencedConversation.of(inference.request().conversation())
                .message(fence, blocks.of(drafts));
        return Prompt.internal(STAGE, Conversation.of(ChatMessage.system(instructions), material))
                .withModel(settings.aggregatorModel().orElse(null))
                .withMaxTokens(settings.critiqueMaxTokens());
    }
}
