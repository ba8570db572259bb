package dev.ponder.strategies.pvg;

import java.util.List;

import dev.ponder.api.Candidate;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.toolkit.judge.JudgeCall;
import dev.ponder.toolkit.judge.JudgeSession;
import dev.ponder.toolkit.text.FencedConversation;
import io.smallrye.mutiny.Uni;

/**
 * Compares the best solutions in pairs when their scores alone decide nothing: where two solutions differ, an error is easier
 * to see (arXiv:2502.01839). Each pair is compared in both orders.
 */
final class ComparativeVerifier {

    /** The most solutions that are compared. */
    static final int FINALISTS = 3;
    private static final String STAGE = "compare";
    private static final PromptTemplate TASK = PromptTemplate.of(ComparativeVerifier.class, "compare");

    private final Inference inference;
    private final ProverVerifierGameConfig settings;

    ComparativeVerifier(Inference inference, ProverVerifierGameConfig settings) {
        this.inference = inference;
        this.settings = settings;
    }

    /** The maximum number of calls for so many solutions. */
    static int calls(int solutions) {
        int compared = Math.min(solutions, FINALISTS);
        return compared * (compared - 1);
    }

    /** The finalists, the best first; in the given order where the comparison decides nothing. */
    Uni<List<Candidate>> ranked(List<Candidate> finalists) {
        Prompt internal = Prompt.internal(STAGE, inference.request().conversation())
                .withModel(settings.verifierModel().orElse(null));
        Prompt prompt = settings.verifierMaxTokens().isPresent()
                ? internal.withMaxTokens(settings.verifierMaxTokens().getAsInt())
                : internal;
        var session = new JudgeSession(inference, prompt,
                FencedConversation.of(inference.request().conversation()), finalists, 1);
        List<JudgeCall> calls = finalists.stream().flatMap(one -> finalists.stream().filter(other -> other != one)
                .map(other -> JudgeCall.choosing(TASK, List.of(one, other)))).toList();
        return session.askAll(calls, calls.size())
                .invoke(board -> {
                    if (board.isEmpty()) {
                        inference.report(new Finding.Degraded(STAGE, "the verifier does not tell sneaky solutions from"
                                + " helpful ones, and no comparison could be read, so its scores decided"));
                    }
                })
                .map(board -> session.ranked(board, finalists));
    }
}
