package dev.ponder.strategies.moa;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.toolkit.reply.TolerableFailure;
import dev.ponder.toolkit.text.FenceKind;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * The layers of proposers: those of the first layer answer the conversation, those of each further layer refine the
 * drafts of the layer before. The drafts of a layer are written in parallel. Parameters that the client sets for its
 * answer (limits, stop sequences, response format) do not apply to drafts.
 */
final class ProposerLayers {

    private static final String STAGE = "draft";
    private static final PromptTemplate REFINE = PromptTemplate.of(ProposerLayers.class, "refine");

    private final Inference inference;
    private final MixtureOfAgentsConfig settings;
    private final DraftBlocks blocks;
    private final Proposers proposers;

    /** The models that write the drafts of a layer: one model several times, or several models once each. */
    record Proposers(List<String> models, int size, double temperature) {

        private static final double ONE_MODEL_TEMPERATURE = 1.0;
        /** Different models already write different drafts. */
        private static final double SEVERAL_MODELS_TEMPERATURE = 0.7;

        static Proposers of(MixtureOfAgentsConfig settings) {
            List<String> models = settings.proposers().orElse(List.of());
            boolean several = models.size() > 1;
            return new Proposers(models, several ? models.size() : settings.agents(),
                    settings.temperature().orElse(several ? SEVERAL_MODELS_TEMPERATURE : ONE_MODEL_TEMPERATURE));
        }

        boolean several() {
            return models.size() > 1;
        }

        /** The only model; null for the request's own. */
        @Nullable
        String model() {
            return models.isEmpty() ? null : models.get(0);
        }
    }

    ProposerLayers(Inference inference, MixtureOfAgentsConfig settings, DraftBlocks blocks) {
        this.inference = inference;
        this.settings = settings;
        this.blocks = blocks;
        this.proposers = Proposers.of(settings);
    }

    /** The drafts of the last layer. */
    Uni<Drafts> drafts() {
        return layer(prompt(inference.request()), 1).chain(first -> refined(first, 2));
    }

    /** A layer without any draft ends the refining; identical drafts are shown together with those before them. */
    private Uni<Drafts> refined(Drafts before, int layer) {
        if (layer > settings.layers() || before.distinct().isEmpty()) {
            return Uni.createFrom().item(before);
        }
        return layer(refining(before), layer)
                .onFailure(TolerableFailure::isTolerable).recoverWithItem(new Drafts(List.of()))
                .chain(drafts -> drafts.several() ? Uni.createFrom().item(drafts) : together(drafts, before))
                .chain(drafts -> refined(drafts, layer + 1));
    }

    private Uni<Drafts> together(Drafts drafts, Drafts before) {
        String question = question();
        return inference.compute(drafts.characters() + before.characters(), () -> drafts.with(before, question));
    }

    private Uni<Drafts> layer(Prompt prompt, int layer) {
        Multi<Candidate> candidates = proposers.several()
                ? inference.sample(proposers.models().stream().map(prompt::withModel).toList())
                : inference.sample(prompt.withModel(proposers.model()), proposers.size());
        return candidates
                .collect().in(ArrayList<Candidate>::new, (written, candidate) -> add(written, candidate, layer))
                .map(ProposerLayers::inOrder)
                .chain(this::withoutRepetitions);
    }

    private Uni<Drafts> withoutRepetitions(List<Answer> written) {
        String question = question();
        return inference.compute(written.stream().mapToLong(Answer::characters).sum(),
                () -> Drafts.of(written, question));
    }

    private void add(List<Candidate> written, Candidate candidate, int layer) {
        written.add(candidate);
        inference.progress(new Progress(STAGE, written.size(), proposers.size(),
                settings.layers() == 1 ? "" : "layer " + layer + " of " + settings.layers()));
    }

    private static List<Answer> inOrder(List<Candidate> written) {
        return written.stream().sorted(Comparator.comparingInt(Candidate::index)).map(Candidate::answer).toList();
    }

    private Prompt refining(Drafts before) {
        String instructions = REFINE
                .render(Map.of("draft", FenceKind.DRAFT.tag(blocks.fence()), "blocks", blocks.of(before)));
        return prompt(inference.request().withConversation(
                inference.request().conversation().withInstructions(instructions)));
    }

    private Prompt prompt(ChatRequest request) {
        Prompt prompt = Prompt.internal(STAGE, request.conversation()).withTemperature(proposers.temperature());
        return settings.draftMaxTokens().isPresent()
                ? prompt.withMaxTokens(settings.draftMaxTokens().getAsInt())
                : prompt;
    }

    private String question() {
        return inference.request().conversation().question();
    }
}
