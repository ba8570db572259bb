package dev.ponder.strategies.pvg;

import dev.ponder.api.Answer;
import dev.ponder.api.Cost;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Prompt;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import io.smallrye.mutiny.Uni;

/**
 * Helpful and sneaky provers write solutions in parallel, a verifier scores all of them without knowing who wrote them, and
 * the helpful solution that it finds best is returned. Rounds after the first begin with what the verifier found. Only
 * helpful solutions can be returned; the scores of sneaky ones show how far the verifier can be trusted.
 */
@Strategy(id = "pvg", title = "Prover-verifier game", paper = "arXiv:2407.13692",
        summary = "Checks solutions by a verifier that wrong solutions, written on purpose, put to the test.",
        settings = ProverVerifierGameConfig.class, tools = ToolPolicy.VOTE)
class ProverVerifierGame implements InferenceStrategy.Buffered {

    /** The calls that repair the reply of a sneaky prover, and one verdict about each solution. */
    private static final int REPAIR = 1;

    private final ProverVerifierGameConfig config;

    ProverVerifierGame(ProverVerifierGameConfig config) {
        this.config = config;
    }

    /** Each round proves and verifies; a comparison and a rewrite may follow the last. */
    @Override
    public Cost cost(Settings settings) {
        ProverVerifierGameConfig own = settings.of(config);
        int verifications = (own.verifierVotes() + REPAIR) * (own.solutions() + own.sneaky());
        int round = own.solutions() + own.sneaky() * (1 + REPAIR) + verifications;
        int all = own.rounds() * own.solutions();
        int comparisons = own.sneaky() == 0 ? 0 : ComparativeVerifier.calls(all);
        int rewrite = own.rewrite() ? 1 : 0;
        return new Cost(own.rounds() * round + comparisons + rewrite,
                2 * own.rounds() + Math.min(1, comparisons) + rewrite);
    }

    /** A request that continues from a tool result is answered by one call: its form is decided already. */
    @Override
    public Uni<Answer> answer(Inference inference) {
        return inference.request().conversation().endsWithToolResult()
                ? inference.ask(Prompt.inheriting("answer", inference.request()))
                : new GameRounds(inference, inference.settings().of(config)).play();
    }
}
