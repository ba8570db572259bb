package dev.ponder.strategies.genselect;

import java.util.ArrayList;
import java.util.List;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.Cost;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import io.smallrye.mutiny.Uni;

/**
 * Samples candidates and lets a model compare them and select the best. Several comparisons, each on another order of
 * the candidates, vote by answer. Without a comparison, the most frequent answer is returned.
 */
@Strategy(id = "genselect", title = "Generative selection", paper = "arXiv:2507.17797",
        settings = GenSelectConfig.class, tools = ToolPolicy.VOTE,
        summary = "Samples several answers in parallel; a model compares them side by side and selects the best one.")
class GenSelect implements InferenceStrategy.Buffered {

    private static final String STAGE = "sample";

    private final GenSelectConfig config;

    GenSelect(GenSelectConfig config) {
        this.config = config;
    }

    /** A comparison takes a second call when its first reply cannot be read. */
    @Override
    public Cost cost(Settings settings) {
        GenSelectConfig own = settings.of(config);
        int refinement = own.refine() ? 1 : 0;
        var tournament = new SelectionTournament(own.comparisonMode());
        int comparisons = own.comparisons() * tournament.groups(own.numCandidates());
        return new Cost(own.numCandidates() + 2 * comparisons + refinement,
                1 + tournament.rounds(own.numCandidates()) + refinement);
    }

    @Override
    public Uni<Answer> answer(Inference inference) {
        GenSelectConfig settings = inference.settings().of(config);
        String question = inference.request().conversation().question();
        return sample(inference, settings)
                .chain(sampled -> inference.compute(characters(sampled), () -> SelectionPool.of(sampled, question)))
                .chain(pool -> select(pool, inference, settings))
                .chain(selection -> new Refinement(inference, settings).answer(selection));
    }

    private static Uni<List<Candidate>> sample(Inference inference, GenSelectConfig settings) {
        Prompt prompt = Prompt.sampling(STAGE, inference.request(), inference.settings(), settings.temperature());
        return inference.sample(prompt, settings.numCandidates())
                .collect().in(ArrayList<Candidate>::new, (sampled, candidate) -> {
                    sampled.add(candidate);
                    inference.progress(Progress.of(STAGE, sampled.size(), settings.numCandidates()));
                })
                .map(List::copyOf);
    }

    private static Uni<Selection> select(SelectionPool pool, Inference inference, GenSelectConfig settings) {
        if (pool.cutOff()) {
            inference.report(new Finding.Degraded(STAGE, "every answer was cut off, filtered or failed"));
        }
        if (pool.unanimous()) {
            return Uni.createFrom().item(Selection.of(pool));
        }
        return new SelectionTournament(settings.comparisonMode()).select(pool, new Comparison(inference, settings))
                .invoke(selection -> {
                    if (!selection.judged()) {
                        inference.report(new Finding.Degraded(Comparison.STAGE,
                                "no comparison could be read, so the most frequent answer was chosen"));
                    }
                });
    }

    static long characters(List<Candidate> candidates) {
        return candidates.stream().mapToLong(candidate -> candidate.answer().characters()).sum();
    }
}
