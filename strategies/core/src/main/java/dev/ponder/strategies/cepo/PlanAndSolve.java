package dev.ponder.strategies.cepo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.ponder.api.Fence;
import dev.ponder.api.Inference;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.strategies.cepo.ProposalPool.Proposal;
import dev.ponder.toolkit.reply.TolerableFailure;
import dev.ponder.toolkit.text.FenceKind;
import dev.ponder.toolkit.text.MiddleTruncation;
import io.smallrye.mutiny.Uni;

/**
 * Steps 1 and 2: writes plans and carries them out (Plan-and-Solve, arXiv:2305.04091), for all solutions in parallel. A
 * further round replaces the proposals that were lost, empty or cut off.
 */
final class PlanAndSolve {

    private static final PromptTemplate PLAN = PromptTemplate.of(PlanAndSolve.class, "plan");
    private static final PromptTemplate SOLVE = PromptTemplate.of(PlanAndSolve.class, "solve");
    private static final List<String> EFFORTS = List.of("high", "medium", "low");

    private final Inference inference;
    private final CepoConfig settings;
    private final StepCalls calls;
    private final Fence fence;

    /** A plan for a solution; an empty one when the settings turn plans off. */
    private record Planned(int solution, String plan) {}

    PlanAndSolve(Inference inference, CepoConfig settings) {
        this.inference = inference;
        this.settings = settings;
        this.calls = new StepCalls(inference);
        this.fence = Fence.of(inference.random());
    }

    static boolean plans(CepoConfig settings) {
        return settings.planningMaxTokensStep1().orElse(1) > 0;
    }

    /** Solutions without any proposal have an empty list. */
    Uni<ProposalPool> proposals(List<String> approaches) {
        return round(ProposalPool.of(settings), approaches, 0);
    }

    /** A round in which every call fails is the last one: the engine has already retried the calls. */
    private Uni<ProposalPool> round(ProposalPool pool, List<String> approaches, int number) {
        List<Integer> missing = pool.missing();
        if (missing.isEmpty()) {
            return Uni.createFrom().item(pool);
        }
        Optional<String> effort = effort(number);
        return planned(missing, approaches, effort)
                .chain(plans -> solved(plans, effort))
                .map(Optional::of)
                .onFailure(TolerableFailure::isTolerable).recoverWithItem(Optional.empty())
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(pool)
                        : round(pool.with(missing, found.get()), approaches, number + 1));
    }

    private Uni<List<Planned>> planned(List<Integer> solutions, List<String> approaches, Optional<String> effort) {
        if (!plans(settings)) {
            return Uni.createFrom().item(solutions.stream().map(solution -> new Planned(solution, "")).toList());
        }
        List<Prompt> prompts = IntStream.range(0, settings.bestofnN())
                .mapToObj(i -> calls.prompt("plan", PLAN.render(PlanDiversity.hints(i, approaches, fence)),
                        settings.planningTemperatureStep1(), settings.planningMaxTokensStep1(), effort))
                .toList();
        Uni<Map<Integer, String>> plans = approaches.isEmpty()
                ? calls.repeated(prompts.get(0), solutions.size())
                : calls.each(solutions.stream().map(prompts::get).toList());
        return plans.map(texts -> texts.entrySet().stream()
                .map(plan -> new Planned(solutions.get(plan.getKey()), plan.getValue())).toList());
    }

    /** The proposals of each solution. */
    private Uni<List<List<Proposal>>> solved(List<Planned> plans, Optional<String> effort) {
        long characters = plans.stream().mapToLong(each -> each.plan().length()).sum();
        Uni<Map<Integer, String>> solutions = plans(settings)
                ? inference.compute(characters, () -> plans.stream().map(each -> solving(each.plan(), effort)).toList())
                        .chain(calls::each)
                : calls.repeated(solving("", effort), plans.size());
        return solutions.map(texts -> {
            List<List<Proposal>> proposals = new ArrayList<>();
            Stream.generate(ArrayList<Proposal>::new).limit(settings.bestofnN()).forEach(proposals::add);
            texts.forEach((index, text) -> proposals.get(plans.get(index).solution())
                    .add(new Proposal(plans.get(index).plan(), text)));
            return proposals;
        });
    }

    private Prompt solving(String plan, Optional<String> effort) {
        String block = plan.isEmpty()
                ? ""
                : FenceKind.PLAN.wrap(fence, "plan", MiddleTruncation.of(plan, settings.proposalMaxChars()));
        return calls.prompt("solve", SOLVE.render(Map.of("plan", FenceKind.PLAN.tag(fence), "block", block)),
                settings.planningTemperatureStep2(), settings.planningMaxTokensStep2(), effort);
    }

    private Optional<String> effort(int round) {
        if (round == 0 || !settings.useReasoningFallback()) {
            return settings.reasoningEffort();
        }
        int first = Math.max(0, EFFORTS.indexOf(settings.reasoningEffort().orElse(EFFORTS.get(0))));
        return Optional.of(EFFORTS.get(Math.min(first + round, EFFORTS.size() - 1)));
    }
}
