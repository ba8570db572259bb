package dev.ponder.testing;

import java.util.Comparator;
import java.util.List;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.Cost;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Parameter;
import dev.ponder.api.Prompt;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.mutiny.Uni;

/** A small buffered strategy: the longest of some candidates. */
@Strategy(id = "longest", title = "Longest of n", settings = LongestOf.Config.class)
class LongestOf implements InferenceStrategy.Buffered {

    private final Config config;

    /** Its settings. */
    @ConfigMapping(prefix = "ponder.strategies.longest")
    public interface Config {

        /** How many candidates it draws. */
        @Parameter(min = 1, max = 9)
        @WithDefault("3")
        int samples();
    }

    LongestOf(Config config) {
        this.config = config;
    }

    @Override
    public Cost cost(Settings settings) {
        return new Cost(settings.of(config).samples(), 1);
    }

    @Override
    public Uni<Answer> answer(Inference inference) {
        return inference
                .sample(Prompt.inheriting("candidate", inference.request()), inference.settings().of(config).samples())
                .collect().asList()
                .map(LongestOf::best);
    }

    private static Answer best(List<Candidate> candidates) {
        List<Answer> ranked = candidates.stream()
                .sorted(Comparator.comparing((Candidate candidate) -> -candidate.answer().text().length())
                        .thenComparing(Candidate.TIE_BREAK))
                .map(Candidate::answer).toList();
        return ranked.get(0).withRunnersUp(ranked.subList(1, ranked.size()));
    }
}
