package dev.ponder.strategies.bon;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.toolkit.answer.AnswerEquivalence;
import dev.ponder.toolkit.answer.AnswerExtractor;
import dev.ponder.toolkit.answer.AnswerKind;
import dev.ponder.toolkit.answer.ExtractedAnswer;
import dev.ponder.toolkit.answer.QuestionHint;
import dev.ponder.toolkit.vote.AnswerClusters;
import dev.ponder.toolkit.vote.AnswerClusters.Cluster;

/**
 * The candidates, sorted before a judge is called: complete answers come before truncated and empty ones, and where all
 * complete answers end in a value, those with the majority's value come before the others.
 *
 * @param contenders the candidates that may win, with distinct texts, in the order of their indexes; at least one
 * @param settled whether all give the same answer, so that there is nothing to judge
 * @param others the rest, in order: the minority, truncated answers, empty answers
 */
record CandidatePool(List<Candidate> contenders, boolean settled, List<Candidate> others) {

    private static final Comparator<Candidate> BY_RANK = Comparator.comparingInt(CandidatePool::rank)
            .thenComparing(Candidate.TIE_BREAK);
    private static final Set<AnswerKind> VALUES = EnumSet.of(AnswerKind.NUMBER, AnswerKind.CHOICE, AnswerKind.BOOL,
            AnswerKind.SET, AnswerKind.TUPLE, AnswerKind.INTERVAL, AnswerKind.EXPR);
    /** Up to this confidence a value is a guess, such as an equation at the end of an explanation. */
    private static final double GUESS = 0.5;

    static CandidatePool of(List<Candidate> sampled, String question) {
        int best = sampled.stream().mapToInt(CandidatePool::rank).min().orElse(0);
        List<Candidate> likely = sampled.stream().filter(candidate -> rank(candidate) == best)
                .sorted(Comparator.comparingInt(Candidate::index)).toList();
        List<Candidate> majority = best == 0 ? majority(likely, question) : List.of();
        List<Candidate> contenders = majority.isEmpty() ? likely : majority;
        boolean unanimous = majority.size() == likely.size();
        List<Candidate> others = Stream.concat(
                likely.stream().filter(candidate -> !contenders.contains(candidate)).sorted(Candidate.TIE_BREAK),
                sampled.stream().filter(candidate -> rank(candidate) != best).sorted(BY_RANK)).toList();
        List<Candidate> distinct = distinct(contenders);
        return new CandidatePool(distinct, unanimous || distinct.size() == 1, others);
    }

    /** The answers of candidates in this order, without repeated texts. */
    static List<Answer> answers(List<Candidate> ranked) {
        return distinct(ranked).stream().map(Candidate::answer).toList();
    }

    /** The candidates with the value of more than half; empty without such a value, or when an answer has none. */
    private static List<Candidate> majority(List<Candidate> candidates, String question) {
        QuestionHint hint = QuestionHint.of(question);
        var clusters = new AnswerClusters<Candidate>(new AnswerEquivalence(hint));
        for (Candidate candidate : candidates) {
            ExtractedAnswer answer = AnswerExtractor.extract(candidate.answer().text(), hint);
            if (!isValue(answer, hint) || !clusters.add(candidate, answer, 1)) {
                return List.of();
            }
        }
        return clusters.leader().map(Cluster::members)
                .filter(members -> 2 * members.size() > candidates.size())
                .orElse(List.of());
    }

    private static boolean isValue(ExtractedAnswer answer, QuestionHint hint) {
        return VALUES.contains(answer.kind()) && (hint.numeric() || answer.confidence() > GUESS);
    }

    private static int rank(Candidate candidate) {
        Answer answer = candidate.answer();
        return answer.blank() ? 2 : answer.truncated() ? 1 : 0;
    }

    private static List<Candidate> distinct(List<Candidate> candidates) {
        Map<String, Candidate> byText = new LinkedHashMap<>();
        candidates.forEach(candidate -> byText.putIfAbsent(candidate.answer().text().strip(), candidate));
        return new ArrayList<>(byText.values());
    }
}
