package dev.ponder.strategies.plansearch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.ponder.api.Candidate;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.PromptTemplate;
import dev.ponder.strategies.plansearch.PlanSearchConfig.Selection;
import dev.ponder.toolkit.answer.QuestionHint;
import dev.ponder.toolkit.budget.StageBudget;
import dev.ponder.toolkit.judge.JudgeCall;
import dev.ponder.toolkit.judge.JudgeSession;
import dev.ponder.toolkit.judge.ScoreBoard;
import dev.ponder.toolkit.text.FencedConversation;
import dev.ponder.toolkit.vote.AnswerPool;
import dev.ponder.toolkit.vote.Typicality;
import dev.ponder.toolkit.vote.VoteTally;
import io.smallrye.mutiny.Uni;

/**
 * Chooses one of several plans: by a judge, or by the result that most plans state. No judge is called if all plans state the
 * same result and the question asks for nothing else.
 */
final class PlanSelection {

    private static final String STAGE = "judge";
    private static final PromptTemplate CHOOSE = PromptTemplate.of(PlanSelection.class, "choose");

    private final Inference inference;
    private final PlanSearchConfig settings;
    private final SearchPrompts prompts;
    private final StageBudget budget;

    /**
     * The plans that may be chosen.
     *
     * @param contenders plans with distinct texts, the most typical first; complete ones, if there are any
     * @param classes the contenders in classes of equal results, the largest first
     * @param settled whether there is nothing to compare
     */
    private record PlanPool(List<Candidate> contenders, List<List<Candidate>> classes, boolean settled) {

        static PlanPool of(List<Candidate> plans, String question) {
            Map<String, Candidate> byText = new LinkedHashMap<>();
            Typicality.ranked(plans, QuestionHint.of(question)).stream()
                    .filter(plan -> plan.answer().complete()
                            || plans.stream().noneMatch(one -> one.answer().complete()))
                    .forEach(plan -> byText.putIfAbsent(plan.answer().text(), plan));
            List<Candidate> contenders = List.copyOf(byText.values());
            var tally = new VoteTally(question);
            contenders.forEach(tally::cast);
            List<List<Candidate>> classes = tally.complete().isEmpty()
                    ? contenders.stream().map(List::of).toList()
                    : tally.classes();
            return new PlanPool(contenders, classes, contenders.size() == 1 || tally.unanimous());
        }

        /** The best plan of the best class: a class has the sum of the squared points of its members, as in best of N. */
        Candidate best(ScoreBoard board) {
            List<Candidate> best = classes.stream()
                    .max(Comparator.comparingDouble(members -> weight(members, board))).orElse(contenders);
            return board.ranked(contenders.stream().filter(best::contains).toList()).get(0);
        }

        Candidate mostVotes() {
            return contenders.stream().filter(classes.get(0)::contains).findFirst().orElseThrow();
        }

        private double weight(List<Candidate> members, ScoreBoard board) {
            return AnswerPool.weight(members, member -> board.beaten(member, contenders));
        }
    }

    PlanSelection(Inference inference, PlanSearchConfig settings, SearchPrompts prompts, StageBudget budget) {
        this.inference = inference;
        this.settings = settings;
        this.prompts = prompts;
        this.budget = budget;
    }

    /** The best plan; empty if there is none. */
    Uni<Optional<Candidate>> best(List<Candidate> plans) {
        if (plans.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        String question = inference.request().conversation().question();
        return inference.compute(characters(plans), () -> PlanPool.of(plans, question))
                .chain(pool -> {
                    int votes = pool.settled() || settings.select() == Selection.VOTE
                            ? 0
                            : budget.affordable(STAGE, settings.judgeVotes());
                    return votes == 0 ? Uni.createFrom().item(pool.mostVotes()) : judge(pool, votes);
                })
                .map(Optional::of);
    }

    private Uni<Candidate> judge(PlanPool pool, int votes) {
        var session = new JudgeSession(inference, prompts.judging(),
                FencedConversation.of(inference.request().conversation()), pool.contenders(), votes);
        List<JudgeCall> calls = orders(session.shuffled(), votes).stream()
                .map(order -> JudgeCall.choosing(CHOOSE, order)).toList();
        return session.askAll(calls, calls.size()).map(board -> {
            if (board.isEmpty()) {
                inference.report(new Finding.Degraded(STAGE,
                        "no verdict of the judge could be read, so the result of most plans was chosen"));
                return pool.mostVotes();
            }
            return pool.best(board);
        });
    }

    /** Every second order is the reverse of the one before, so that no position is preferred. */
    private static List<List<Candidate>> orders(List<Candidate> plans, int count) {
        var orders = new ArrayList<List<Candidate>>();
        for (int i = 0; i < count; i++) {
            var order = new ArrayList<>(plans);
            Collections.rotate(order, -2 * (i / 2));
            if (i % 2 == 1) {
                Collections.reverse(order);
            }
            orders.add(order);
        }
        return orders;
    }

    private static long characters(List<Candidate> plans) {
        return plans.stream().mapToLong(plan -> plan.answer().characters()).sum();
    }
}
