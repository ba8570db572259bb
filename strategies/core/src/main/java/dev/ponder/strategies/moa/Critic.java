package dev.ponder.strategies.moa;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Content;
import dev.ponder.api.chat.ContentPart;
import dev.ponder.api.chat.Conversation;
import dev.ponder.api.chat.Role;
import dev.ponder.toolkit.judge.TolerableFailure;
import io.smallrye.mutiny.Uni;

/**
 * Looks for what is wrong with the drafts. One call sees all of them: where they contradict each other a fault shows
 * that none of them shows alone (arXiv:2502.01839), and it costs one prompt where a call for each would cost as many as
 * there are drafts.
 */
final class Critic {

    private static final String STAGE = "critique";
    private static final PromptTemplate INSTRUCTIONS = PromptTemplate.of(Critic.class, "critique");

    private final Inference inference;
    private final MixtureOfAgentsConfig settings;
    private final PromptBlocks blocks;

    Critic(Inference inference, MixtureOfAgentsConfig settings, PromptBlocks blocks) {
        this.inference = inference;
        this.settings = settings;
        this.blocks = blocks;
    }

    /**
     * The drafts with what there is to say of them: nothing where no critic is wanted or needed, or where it is lost.
     */
    Uni<Review> review(Drafts drafts) {
        Uni<Critique> critique = settings.critique() && drafts.several()
                ? criticise(drafts)
                : Uni.createFrom().item(Critique.NONE);
        return critique.map(remarks -> new Review(drafts, remarks));
    }

    private Uni<Critique> criticise(Drafts drafts) {
        return inference.ask(prompt(drafts))
                .map(reply -> Critique.read(reply.text(), PromptBlocks.labels(drafts)))
                .onFailure(TolerableFailure::covers).recoverWithItem(Critique.NONE)
                .invoke(() -> inference.progress(Progress.of(STAGE, 1, 1)));
    }

    private Prompt prompt(Drafts drafts) {
        String instructions = INSTRUCTIONS.render(Map.of("question", blocks.questionTag(), "draft", blocks.draftTag()));
        Conversation asked = Conversation.of(ChatMessage.system(instructions), material(drafts));
        return Prompt.internal(STAGE, asked)
                .withModel(settings.aggregatorModel().orElse(null))
                .withMaxTokens(settings.critiqueMaxTokens());
    }

    /**
     * The conversation is shown as data, so that the critic is not drawn into answering it; its pictures come along.
     */
    private ChatMessage material(Drafts drafts) {
        Conversation conversation = inference.request().conversation();
        String text = blocks.of(conversation) + "\n\n" + blocks.of(drafts);
        List<ContentPart> pictures = conversation.messages().stream().flatMap(Critic::pictures).toList();
        if (pictures.isEmpty()) {
            return ChatMessage.user(text);
        }
        var parts = new ArrayList<ContentPart>(pictures);
        parts.add(new ContentPart.Text(JsonNodeFactory.instance.objectNode().put("type", "text").put("text", text)));
        return new ChatMessage(Role.USER, new Content.Parts(parts), Map.of());
    }

    private static Stream<ContentPart> pictures(ChatMessage message) {
        return message.content() instanceof Content.Parts several
                ? several.parts().stream().filter(ContentPart.Opaque.class::isInstance)
                : Stream.empty();
    }
}
