package dev.ponder.strategies.plansearch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Candidate;
import dev.ponder.api.Cost;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.strategies.plansearch.PlanSearchConfig.Selection;
import dev.ponder.toolkit.budget.StageBudget;
import dev.ponder.toolkit.text.FenceKind;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Searches over plans (PlanSearch, arXiv:2409.03733): makes observations about the problem, derives further ones from
 * combinations of them, writes a plan from each combination, chooses the best plan, and writes the answer from it, streamed
 * and under the client's parameters.
 *
 * <p>Only the last call sees the client's tools. A request that continues from a tool result is answered without a plan,
 * because the stages before the answer cannot tell which tool to call next.
 */
@Strategy(id = "plansearch", title = "Plan search", paper = "arXiv:2409.03733", settings = PlanSearchConfig.class,
        summary = "Makes plans from different observations about the problem, chooses the best one, and answers by it.",
        tools = ToolPolicy.FINAL_STAGE)
class PlanSearch implements InferenceStrategy.Streaming {

    private static final PromptTemplate ANSWER = PromptTemplate.of(PlanSearch.class, "answer");

    private final PlanSearchConfig config;

    PlanSearch(PlanSearchConfig config) {
        this.config = config;
    }

    /** Calls for observations are repeated once if their reply cannot be read. */
    @Override
    public Cost cost(Settings settings) {
        PlanSearchConfig own = settings.of(config);
        int plans = own.critique() ? 2 * own.plans() : own.plans();
        int deriving = own.derived() > 0 ? 1 : 0;
        int judging = own.select() == Selection.JUDGE && plans > 1 ? 1 : 0;
        return new Cost(2 + 2 * own.plans() * deriving + plans + own.judgeVotes() * judging + 1,
                3 + deriving + (own.critique() ? 1 : 0) + judging);
    }

    @Override
    public Multi<AnswerPart> stream(Inference inference) {
        PlanSearchConfig settings = inference.settings().of(config);
        SearchPrompts prompts = SearchPrompts.of(inference, settings);
        if (inference.request().conversation().endsWithToolResult()) {
            return answer(inference, settings, prompts, Optional.empty());
        }
        StageBudget budget = StageBudget.of(inference);
        var observing = new ObservationStage(inference, settings, prompts);
        var planning = new PlanStage(inference, settings, prompts);
        var selection = new PlanSelection(inference, settings, prompts, budget);
        return observing.observe()
                .map(observations -> ObservationSubsets.choose(observations, settings.maxSubset(), settings.plans(),
                        inference.random()))
                .chain(subsets -> derive(observing, subsets, settings, budget))
                .chain(sets -> planning.plan(first(sets, budget.affordable(PlanStage.PLAN, sets.size()))))
                .chain(plans -> settings.critique()
                        ? planning.revise(plans, budget.affordable(PlanStage.REVISE, plans.size()))
                        : Uni.createFrom().item(plans))
                .chain(selection::best)
                .onItem().transformToMulti(plan -> answer(inference, settings, prompts, plan));
    }

    /** Combinations for which the budget does not suffice keep their observations alone. */
    private static Uni<List<List<String>>> derive(ObservationStage observing, List<List<String>> subsets,
            PlanSearchConfig settings, StageBudget budget) {
        if (settings.derived() == 0 || subsets.get(0).isEmpty()) {
            return Uni.createFrom().item(subsets);
        }
        int count = budget.affordable(ObservationStage.DERIVE, subsets.size());
        return observing.derive(first(subsets, count)).map(
                derived -> Stream.concat(derived.stream(), subsets.stream().skip(count)).toList());
    }

    private static Multi<AnswerPart> answer(Inference inference, PlanSearchConfig settings, SearchPrompts prompts,
            Optional<Candidate> plan) {
        ChatRequest request = inference.request();
        return inference.answer(Prompt.inheriting("answer", plan.map(chosen -> request
                .withConversation(request.conversation().withInstructions(ANSWER.render(Map.of(
                        "plan", FenceKind.PLAN.tag(prompts.fence()),
                        "tools", request.offersTools(),
                        "language", settings.language().orElse(""),
                        "block", prompts.plan(chosen.answer().text()))))))
                .orElse(request)));
    }

    private static <T> List<T> first(List<T> list, int count) {
        return list.subList(0, count);
    }
}
