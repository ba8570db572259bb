package dev.ponder.strategies.rstar;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.Candidate;
import dev.ponder.api.Cost;
import dev.ponder.api.Fence;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Prompt;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.toolkit.answer.QuestionHint;
import dev.ponder.toolkit.reply.TolerableFailure;
import dev.ponder.toolkit.search.TreeSearch;
import dev.ponder.toolkit.vote.AnswerClusters.Cluster;
import dev.ponder.toolkit.vote.UniversalSelfConsistency;
import dev.ponder.toolkit.vote.VoteTally;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Searches a tree of reasoning actions, checks the trajectories by a second model, and writes the answer from the best one. Only
 * the call that writes the answer has the client's tools.
 */
@Strategy(id = "rstar", title = "rStar mutual reasoning", paper = "arXiv:2408.06195",
        settings = MutualReasoningConfig.class, tools = ToolPolicy.FINAL_STAGE,
        summary = "Reasons in several ways at once, has a second model check them, and writes the answer from the best.")
class MutualReasoning implements InferenceStrategy.Streaming {

    private final MutualReasoningConfig config;

    MutualReasoning(MutualReasoningConfig config) {
        this.config = config;
    }

    /** A rollout takes at most all its actions and the answers at its end. */
    @Override
    public Cost cost(Settings settings) {
        MutualReasoningConfig own = settings.of(config);
        int reasoning = own.numRollouts() * (own.maxDepth() + own.votes());
        int choosing = Math.max(UniversalSelfConsistency.CALLS, own.numRollouts() * own.masks());
        int waves = TreeSearch.waves(own.numRollouts(), own.parallel());
        return new Cost(reasoning + choosing + 1, waves * (own.maxDepth() + 1) + 2);
    }

    /** A request that ends with a tool result is answered by one call: its next step may be another tool call. */
    @Override
    public Multi<AnswerPart> stream(Inference inference) {
        if (inference.request().conversation().endsWithToolResult()) {
            return plainAnswer(inference);
        }
        MutualReasoningConfig settings = inference.settings().of(config);
        var prompts = new ReasoningPrompts(inference.request(), settings, Fence.of(inference.random()));
        String question = inference.request().conversation().question();
        return inference.compute(question.length(), () -> QuestionHint.of(question))
                .chain(hint -> new RolloutTree(inference, settings, prompts, hint).search()
                        .chain(trajectories -> choose(trajectories, hint, inference, settings, prompts)))
                .onItem().transformToMulti(solution -> solution.isPresent()
                        ? write(solution.get(), inference, settings, prompts)
                        : plainAnswer(inference));
    }

    private static Uni<Optional<ReasoningResult>> choose(List<Trajectory> trajectories, QuestionHint hint,
            Inference inference, MutualReasoningConfig settings, ReasoningPrompts prompts) {
        if (trajectories.isEmpty()) {
            inference.report(new Finding.Degraded(ReasoningPrompts.REASON,
                    "no rollout came to its end, so the answer was written without reasoning before it"));
            return Uni.createFrom().item(Optional.empty());
        }
        List<Cluster<Trajectory>> groups = Trajectory.groups(trajectories, hint);
        return groups.isEmpty()
                ? mostConsistent(trajectories, inference).map(Optional::of)
                : new Discriminator(inference, settings, prompts, hint).choose(groups).map(Optional::of);
    }

    /** For answers that cannot be compared: the most frequent text, or the one that a model finds most consistent. */
    private static Uni<ReasoningResult> mostConsistent(List<Trajectory> trajectories, Inference inference) {
        var tally = new VoteTally(inference.request().conversation().question());
        return inference
                .compute(trajectories.stream().mapToLong(trajectory -> trajectory.ending().length()).sum(), () -> {
                    IntStream.range(0, trajectories.size()).forEach(i -> tally.cast(
                            new Candidate(i, Answer.of(trajectories.get(i).ending(), FinishReason.STOP))));
                    return tally.undecided().isEmpty();
                }).chain(decided -> decided
                        ? Uni.createFrom().item(Optional.<Answer>empty())
                        : UniversalSelfConsistency.of(inference, tally))
                .chain(answer -> answer.isPresent()
                        ? Uni.createFrom().item(answer)
                        : inference.compute(tally.characters(), tally::mostTypical))
                .map(answer -> new ReasoningResult(answer.map(Answer::text).orElse(trajectories.get(0).ending()), 0,
                        trajectories.size()));
    }

    /** Streams the answer. If it cannot be begun, because the budget is used up, the solution itself is the answer. */
    private static Multi<AnswerPart> write(ReasoningResult solution, Inference inference,
            MutualReasoningConfig settings,
            ReasoningPrompts prompts) {
        ChatRequest request = inference.request();
        if (!settings.writeup() && !request.offersTools() && !request.parameters().containsKey("response_format")) {
            return parts(solution);
        }
        var begun = new AtomicBoolean();
        return inference.compute(solution.text().length(), () -> prompts.writeUp(solution))
                .onItem().transformToMulti(inference::answer)
                .onItem().invoke(() -> begun.set(true))
                .onFailure(failure -> !begun.get() && TolerableFailure.isTolerable(failure))
                .recoverWithMulti(() -> {
                    inference.report(new Finding.Degraded("answer",
                            "the answer could not be written up, so the chosen reasoning was returned"));
                    return parts(solution);
                });
    }

    private static Multi<AnswerPart> parts(ReasoningResult solution) {
        return Multi.createFrom().items(new AnswerPart.Text(solution.text()),
                new AnswerPart.Finish(FinishReason.STOP));
    }

    private static Multi<AnswerPart> plainAnswer(Inference inference) {
        return inference.answer(Prompt.inheriting("answer", inference.request()));
    }
}
