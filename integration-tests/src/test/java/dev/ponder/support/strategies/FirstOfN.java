package dev.ponder.support.strategies;

import java.util.ArrayList;
import java.util.List;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.Cost;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Prompt;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import io.smallrye.mutiny.Uni;

/** Samples candidates individually and returns the first one. Its streams are emulated. */
@Strategy(id = FirstOfN.ID, title = "First of n", settings = FirstOfNConfig.class)
class FirstOfN implements InferenceStrategy.Buffered {

    static final String ID = "first_of_n";

    private final FirstOfNConfig config;

    FirstOfN(FirstOfNConfig config) {
        this.config = config;
    }

    @Override
    public Cost cost(Settings settings) {
        return new Cost(settings.of(config).candidates(), 1);
    }

    @Override
    public Uni<Answer> answer(Inference inference) {
        int candidates = inference.settings().of(config).candidates();
        return inference.sampleIndividually(Prompt.inheriting("sample", inference.request()), candidates)
                .collect().asList()
                .map(FirstOfN::first);
    }

    private static Answer first(List<Candidate> candidates) {
        var inOrder = new ArrayList<>(candidates);
        inOrder.sort(Candidate.TIE_BREAK);
        List<Answer> answers = inOrder.stream().map(Candidate::answer).toList();
        return answers.get(0).withRunnersUp(answers.subList(1, answers.size()));
    }
}
