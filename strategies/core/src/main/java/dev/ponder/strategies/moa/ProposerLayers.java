package dev.ponder.strategies.moa;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.toolkit.judge.TolerableFailure;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * The layers of drafts. Each is written at once; what the client asked for its answer (limits, stops, format) is not
 * for them.
 */
final class ProposerLayers {

    private static final String STAGE = "draft";
    private static final PromptTemplate REFINE = PromptTemplate.of(ProposerLayers.class, "refine");

    private final Inference inference;
    private final MixtureOfAgentsConfig settings;
    private final PromptBlocks blocks;
    private final Proposers team;

    ProposerLayers(Inference inference, MixtureOfAgentsConfig settings, PromptBlocks blocks) {
        this.inference = inference;
        this.settings = settings;
        this.blocks = blocks;
        this.team = Proposers.of(settings);
    }

    /** The drafts of the last layer. */
    Uni<Drafts> drafts() {
        return draw(prompt(inference.request()), 1).chain(first -> deeper(first, 2));
    }

    private Uni<Drafts> deeper(Drafts before, int layer) {
        if (layer > settings.layers() || before.distinct().isEmpty()) {
            return Uni.createFrom().item(before);
        }
        return draw(refining(before), layer)
                .onFailure(TolerableFailure::covers).recoverWithItem(new Drafts(List.of()))
                .map(refined -> refined.several() ? refined : refined.with(before, question()))
                .chain(refined -> deeper(refined, layer + 1));
    }

    private Uni<Drafts> draw(Prompt prompt, int layer) {
        Multi<Candidate> candidates = team.mixed()
                ? new ProposerSample(inference).draw(prompt, team.models())
                : inference.sample(prompt.withModel(team.model().orElse(null)), team.size());
        return candidates
                .collect().in(ArrayList<Candidate>::new, (drawn, candidate) -> add(drawn, candidate, layer))
                .map(drawn -> Drafts.of(inOrder(drawn), question()));
    }

    private void add(List<Candidate> drawn, Candidate candidate, int layer) {
        drawn.add(candidate);
        inference.progress(new Progress(STAGE, drawn.size(), team.size(),
                settings.layers() == 1 ? "" : "layer " + layer + " of " + settings.layers()));
    }

    private static List<Answer> inOrder(List<Candidate> drawn) {
        return drawn.stream().sorted(Comparator.comparingInt(Candidate::index)).map(Candidate::answer).toList();
    }

    private Prompt refining(Drafts before) {
        String instructions = REFINE.render(Map.of("draft", blocks.draftTag(), "blocks", blocks.of(before)));
        return prompt(inference.request().withConversation(
                inference.request().conversation().withInstructions(instructions)));
    }

    private Prompt prompt(ChatRequest request) {
        Prompt prompt = Prompt.internal(STAGE, request.conversation()).withTemperature(team.temperature());
        return settings.draftMaxTokens().isPresent()
                ? prompt.withMaxTokens(settings.draftMaxTokens().getAsInt())
                : prompt;
    }

    private String question() {
        return inference.request().conversation().question();
    }
}
