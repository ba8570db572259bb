package dev.ponder.strategies.cepo;

import java.util.List;
import java.util.Optional;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.Candidate;
import dev.ponder.api.Cost;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Writes plans and carries them out, compares the results for inconsistencies, rates the solutions that follow, and
 * writes the answer from the best one, streamed and under the client's parameters.
 *
 * <p>Only the last call has the client's tools. A request that continues from a tool result is answered by it alone.
 */
@Strategy(id = "cepo", title = "CePO: planning and optimization", settings = CepoConfig.class,
        tools = ToolPolicy.FINAL_STAGE,
        summary = "Carries out several plans, compares the solutions, and writes the answer from the best one.")
class Cepo implements InferenceStrategy.Streaming {

    private final CepoConfig config;

    Cepo(CepoConfig config) {
        this.config = config;
    }

    /** The maximum: every attempt is made, no proposals agree, and all solutions are rated. */
    @Override
    public Cost cost(Settings settings) {
        CepoConfig own = settings.of(config);
        int plan = PlanAndSolve.plans(own) ? 1 : 0;
        int review = own.planningN() > 1 ? 1 : 0;
        int diversity = own.usePlanDiversity() ? 1 : 0;
        int written = FinalAnswer.written(own) ? 1 : 0;
        int eachWritten = own.rateFinal() ? written * own.bestofnN() : 0;
        int ratings = own.bestofnRatingType().judge().map(judge -> judge.calls(own.bestofnN(), 1)).orElse(0);
        int ratingDepth = own.bestofnRatingType().judge().map(judge -> judge.depth(own.bestofnN())).orElse(0);
        int attempts = own.bestofnN() * ProposalPool.attempts(own) * (plan + 1);
        return new Cost(diversity * PlanDiversity.CALLS + attempts
                + own.bestofnN() * review * (1 + own.numOfRetries()) + ratings + eachWritten + 1,
                diversity + plan + 1 + review + ratingDepth + written);
    }

    @Override
    public Multi<AnswerPart> stream(Inference inference) {
        CepoConfig settings = inference.settings().of(config);
        var answer = new FinalAnswer(inference, settings);
        if (inference.request().conversation().endsWithToolResult()) {
            return answer.plain();
        }
        var rating = new SolutionRating(inference, settings);
        Uni<List<Candidate>> solutions = new PlanDiversity(inference, settings).approaches()
                .chain(new PlanAndSolve(inference, settings)::proposals)
                .chain(new InconsistencyReview(inference, settings, rating)::solutions);
        if (settings.rateFinal() && FinalAnswer.written(settings)) {
            return solutions
                    .chain(each -> each.isEmpty() ? Uni.createFrom().item(each) : answer.fromEach(each))
                    .chain(answers -> best(answers, rating))
                    .onItem().transformToMulti(best -> best.map(FinalAnswer::parts).orElseGet(answer::direct));
        }
        return solutions.chain(each -> best(each, rating))
                .onItem().transformToMulti(best -> best.map(answer::from).orElseGet(answer::direct));
    }

    private static Uni<Optional<Answer>> best(List<Candidate> solutions, SolutionRating rating) {
        return solutions.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : rating.best(solutions).map(Optional::of);
    }
}
