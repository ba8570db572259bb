package dev.ponder.strategies.bon;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.toolkit.answer.QuestionHint;
import dev.ponder.toolkit.judge.ScoreBoard;
import dev.ponder.toolkit.vote.Typicality;
import dev.ponder.toolkit.vote.VoteTally;

/**
 * The candidates, before and after a judge is called. Complete answers compete; those that were cut off, filtered or ended
 * by a failure only if there are no others.
 *
 * @param contenders the candidates that may win, with distinct texts, the most typical first; at least one
 * @param classes the contenders and the repetitions of their texts, in classes of equal answers
 * @param settled whether there is nothing to judge, because all are the same answer and nothing else
 * @param others the rest, in order: incomplete answers, blank answers
 */
record CandidatePool(List<Candidate> contenders, List<List<Candidate>> classes, boolean settled,
        List<Candidate> others) {

    static CandidatePool of(List<Candidate> sampled, String question) {
        QuestionHint hint = QuestionHint.of(question);
        List<Candidate> typical = Typicality.ranked(sampled, hint);
        int best = rank(typical.get(0));
        List<Candidate> likely = typical.stream().filter(candidate -> rank(candidate) == best).toList();
        var tally = new VoteTally(question);
        likely.forEach(tally::cast);
        List<Candidate> distinct = distinct(likely);
        boolean settled = distinct.size() == 1 || tally.unanimous();
        List<List<Candidate>> classes = best == 0 ? tally.classes() : likely.stream().map(List::of).toList();
        return new CandidatePool(distinct, classes, settled,
                typical.stream().filter(candidate -> rank(candidate) != best).toList());
    }

    /** Whether no candidate is complete, although some are not blank. */
    boolean cutOff() {
        return rank(contenders.get(0)) == 1;
    }

    /**
     * All candidates after the judge's verdicts, the best first: the best of each class, the best class first, then the
     * others. A class has the sum of the squared points of its members, with a point for each contender that a member
     * beats: a clear verdict outweighs a majority, and a majority decides between verdicts that differ (weighted best of N,
     * arXiv:2408.03314).
     */
    List<Candidate> ranked(ScoreBoard board) {
        List<Candidate> scored = board.ranked(contenders);
        List<Candidate> heads = classes.stream()
                .sorted(Comparator.comparingDouble((List<Candidate> members) -> weight(members, board)).reversed()
                        .thenComparing(members -> scored.indexOf(best(members, scored))))
                .map(members -> best(members, scored)).toList();
        return Stream.of(heads, scored, others).flatMap(List::stream).distinct().toList();
    }

    /** The answers of candidates in this order, without repeated texts. */
    static List<Answer> answers(List<Candidate> ranked) {
        return distinct(ranked).stream().map(Candidate::answer).toList();
    }

    private double weight(List<Candidate> members, ScoreBoard board) {
        return members.stream().mapToDouble(member -> board.beaten(representative(member), contenders))
                .map(points -> points * points).sum();
    }

    private Candidate best(List<Candidate> members, List<Candidate> scored) {
        List<Candidate> shown = members.stream().map(this::representative).toList();
        return scored.stream().filter(shown::contains).findFirst().orElse(members.get(0));
    }

    /** The contender with the same text. */
    private Candidate representative(Candidate candidate) {
        return contenders.stream().filter(contender -> same(contender.answer(), candidate.answer())).findFirst()
                .orElse(candidate);
    }

    private static int rank(Candidate candidate) {
        Answer answer = candidate.answer();
        return answer.blank() ? 2 : answer.complete() ? 0 : 1;
    }

    private static List<Candidate> distinct(List<Candidate> candidates) {
        Map<String, Candidate> byText = new LinkedHashMap<>();
        candidates.forEach(candidate -> byText.putIfAbsent(key(candidate), candidate));
        return new ArrayList<>(byText.values());
    }

    private static boolean same(Answer one, Answer other) {
        return one.text().strip().equals(other.text().strip()) && one.refusal().equals(other.refusal())
                && calls(one).equals(calls(other));
    }

    /** What the client would receive, without the ids of tool calls. */
    private static String key(Candidate candidate) {
        Answer answer = candidate.answer();
        return String.join("\n", answer.text().strip(), answer.refusal(), calls(answer).toString());
    }

    private static List<String> calls(Answer answer) {
        return answer.toolCalls().stream().map(call -> call.name() + call.arguments()).toList();
    }
}
