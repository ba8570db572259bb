package dev.ponder.toolkit.vote;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.toolkit.answer.QuestionHint;

/**
 * Candidates in classes of equal answers, from which a strategy selects one. Complete answers compete; those that were cut off,
 * filtered or ended by a failure only if there are no others. Immutable.
 *
 * @param contenders the candidates that may win, without repeated texts, the most typical first; at least one
 * @param classes the contenders in classes of equal answers, the largest class first; if they are complete, with the repetitions of
 *     their texts
 * @param settled whether there is nothing to judge, because all are the same answer and nothing else
 * @param others the rest, the most typical first: incomplete answers, blank answers
 */
public record AnswerPool(List<Candidate> contenders, List<List<Candidate>> classes, boolean settled,
        List<Candidate> others) {

    /** The pool of at least one candidate, for the answers to a question. */
    public static AnswerPool of(List<Candidate> sampled, String question) {
        List<Candidate> typical = Typicality.ranked(sampled, QuestionHint.of(question));
        int best = incompleteness(typical.get(0));
        List<Candidate> likely = typical.stream().filter(candidate -> incompleteness(candidate) == best).toList();
        var tally = new VoteTally(question);
        likely.forEach(tally::cast);
        List<Candidate> distinct = distinct(likely, Candidate::answer);
        return new AnswerPool(distinct, best == 0 ? tally.classes() : distinct.stream().map(List::of).toList(),
                distinct.size() == 1 || tally.unanimous(),
                typical.stream().filter(candidate -> incompleteness(candidate) != best).toList());
    }

    /** Whether no candidate is complete, although some are not blank. */
    public boolean cutOff() {
        return incompleteness(contenders.get(0)) == 1;
    }

    /**
     * The weight of a class: the sum of the squared points of its members. A clear verdict outweighs a majority, and a majority
     * decides between verdicts that differ (weighted best of N, arXiv:2408.03314).
     */
    public static double weight(List<Candidate> members, ToDoubleFunction<Candidate> points) {
        return members.stream().mapToDouble(points).map(own -> own * own).sum();
    }

    /** Items in their order, without those whose answer repeats that of an earlier one. The ids of tool calls do not count. */
    public static <T> List<T> distinct(List<T> items, Function<T, Answer> answer) {
        Set<String> seen = new HashSet<>();
        List<T> distinct = new ArrayList<>();
        for (T item : items) {
            if (seen.add(key(answer.apply(item)))) {
                distinct.add(item);
            }
        }
        return distinct;
    }

    /** What the client receives of an answer, as a key: equal for answers that differ in the ids of their tool calls alone. */
    public static String key(Answer answer) {
        return String.join("\n", answer.text().strip(), answer.refusal(),
                answer.toolCalls().stream().map(call -> call.name() + call.arguments()).toList().toString());
    }

    private static int incompleteness(Candidate candidate) {
        Answer answer = candidate.answer();
        return answer.blank() ? 2 : answer.complete() ? 0 : 1;
    }
}
