package dev.ponder.strategies.cepo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.Fence;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.strategies.cepo.ProposalPool.Proposal;
import dev.ponder.toolkit.reply.TolerableFailure;
import dev.ponder.toolkit.text.FenceKind;
import dev.ponder.toolkit.text.MiddleTruncation;
import io.smallrye.mutiny.Uni;

/**
 * Step 3: compares the proposals of each solution, finds their inconsistencies and writes the solution. Proposals that
 * agree need no review: the most typical one is the solution.
 */
final class InconsistencyReview {

    private static final String STAGE = "review";
    private static final PromptTemplate INSTRUCTIONS = PromptTemplate.of(InconsistencyReview.class, "review");

    private final Inference inference;
    private final CepoConfig settings;
    private final SolutionRating rating;
    private final StepCalls calls;
    private final Fence fence;

    /**
     * The solutions that need no review.
     *
     * @param decided whether the others need not be known
     */
    private record Settled(List<Candidate> solutions, boolean decided) {}

    InconsistencyReview(Inference inference, CepoConfig settings, SolutionRating rating) {
        this.inference = inference;
        this.settings = settings;
        this.rating = rating;
        this.calls = new StepCalls(inference);
        this.fence = Fence.of(inference.random());
    }

    /** The candidate with index i is the solution from the proposals i. Solutions without proposals are left out. */
    Uni<List<Candidate>> solutions(ProposalPool pool) {
        return inference.compute(pool.characters(), () -> settled(pool))
                .chain(settled -> settled.decided()
                        ? Uni.createFrom().item(settled.solutions())
                        : reviewed(pool, settled.solutions()));
    }

    private Settled settled(ProposalPool pool) {
        var settled = new ArrayList<Candidate>();
        for (int i = 0; i < pool.proposals().size(); i++) {
            List<Candidate> proposals = candidates(pool.proposals().get(i));
            if (proposals.size() == 1 || rating.unanimous(proposals)) {
                settled.add(new Candidate(i, rating.mostTypical(proposals)));
            }
        }
        return new Settled(settled, rating.decides(settled, pool.proposals().size()));
    }

    private Uni<List<Candidate>> reviewed(ProposalPool pool, List<Candidate> settled) {
        List<Integer> open = IntStream.range(0, pool.proposals().size()).boxed()
                .filter(i -> !pool.proposals().get(i).isEmpty())
                .filter(i -> settled.stream().noneMatch(candidate -> candidate.index() == i)).toList();
        return inference.compute(pool.characters(), () -> prompts(pool, open))
                .chain(prompts -> reviews(prompts, Map.of(), settings.numOfRetries()))
                .chain(reviews -> inference.compute(pool.characters(), () -> solutions(pool, settled, open, reviews)));
    }

    /** The reviews by the index of their prompt, after as many repetitions of those that are missing. */
    private Uni<Map<Integer, String>> reviews(List<Prompt> prompts, Map<Integer, String> done, int repetitions) {
        List<Integer> missing = IntStream.range(0, prompts.size()).filter(i -> !done.containsKey(i)).boxed().toList();
        if (missing.isEmpty()) {
            return Uni.createFrom().item(done);
        }
        return calls.each(missing.stream().map(prompts::get).toList())
                .onFailure(TolerableFailure::isTolerable).recoverWithItem(Map.of())
                .chain(texts -> {
                    Map<Integer, String> all = new HashMap<>(done);
                    texts.forEach((index, text) -> all.put(missing.get(index), text));
                    return repetitions == 0 ? Uni.createFrom().item(all) : reviews(prompts, all, repetitions - 1);
                });
    }

    private List<Candidate> solutions(ProposalPool pool, List<Candidate> settled, List<Integer> open,
            Map<Integer, String> reviews) {
        Map<Integer, Candidate> solutions = new TreeMap<>();
        settled.forEach(candidate -> solutions.put(candidate.index(), candidate));
        for (int i = 0; i < open.size(); i++) {
            int solution = open.get(i);
            Answer answer = reviews.containsKey(i)
                    ? Answer.of(reviews.get(i), FinishReason.STOP)
                    : rating.mostTypical(candidates(pool.proposals().get(solution)));
            solutions.put(solution, new Candidate(solution, answer));
        }
        if (reviews.size() < open.size()) {
            inference.report(new Finding.Degraded(STAGE, (open.size() - reviews.size()) + " of " + open.size()
                    + " reviews failed or were cut off, so the most typical proposal replaced them"));
        }
        return List.copyOf(solutions.values());
    }

    private List<Prompt> prompts(ProposalPool pool, List<Integer> open) {
        return open.stream().map(i -> calls.prompt(STAGE, instructions(pool.proposals().get(i)),
                settings.planningTemperatureStep3(), settings.planningMaxTokensStep3(), settings.reasoningEffort()))
                .toList();
    }

    private String instructions(List<Proposal> proposals) {
        return INSTRUCTIONS.render(Map.of("plan", FenceKind.PLAN.tag(fence), "draft", FenceKind.DRAFT.tag(fence),
                "plans", PlanAndSolve.plans(settings), "blocks", IntStream.range(0, proposals.size())
                        .mapToObj(i -> blocks(proposals.get(i), String.valueOf(i + 1)))
                        .collect(Collectors.joining("\n\n"))));
    }

    private String blocks(Proposal proposal, String label) {
        int most = settings.proposalMaxChars();
        String plan = proposal.plan().isEmpty()
                ? ""
                : FenceKind.PLAN.wrap(fence, label, MiddleTruncation.of(proposal.plan(), most)) + "\n\n";
        return plan + FenceKind.DRAFT.wrap(fence, label, MiddleTruncation.of(proposal.solution(), most));
    }

    private static List<Candidate> candidates(List<Proposal> proposals) {
        return IntStream.range(0, proposals.size()).mapToObj(
                i -> new Candidate(i, Answer.of(proposals.get(i).solution(), FinishReason.STOP))).toList();
    }
}
