package dev.ponder.toolkit.vote;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.toolkit.answer.AnswerEquivalence;
import dev.ponder.toolkit.answer.AnswerKind;
import dev.ponder.toolkit.answer.ExtractedAnswer;
import dev.ponder.toolkit.answer.QuestionHint;
import dev.ponder.toolkit.answer.TextSimilarity;

/**
 * Orders candidates by how similar they are to all others: JSON by its members, tool calls by names and arguments, all
 * others by the words of their texts. Their lengths do not count. Pure function, thread-safe.
 */
public final class Typicality {

    /** Sums of the same numbers in another order may differ in the last digits. */
    private static final double PRECISION = 1e9;

    private Typicality() {
    }

    /**
     * The candidates, the most typical (the medoid) first, equal ones by their index. Complete candidates come first,
     * blank ones last, with candidates that a token limit cut off before filtered and failed ones. Quadratic in the number
     * of candidates.
     */
    public static List<Candidate> ranked(List<Candidate> candidates, QuestionHint hint) {
        return ofBallots(candidates.stream().map(candidate -> Ballot.of(candidate, hint)).toList(), hint);
    }

    /** The candidates of these ballots in the same order. */
    static List<Candidate> ofBallots(List<Ballot> ballots, QuestionHint hint) {
        Map<Candidate, Long> similarity = new HashMap<>();
        double[] sums = sums(ballots, hint);
        for (int i = 0; i < sums.length; i++) {
            similarity.put(ballots.get(i).candidate(), Math.round(sums[i] * PRECISION));
        }
        return ballots.stream().map(Ballot::candidate)
                .sorted(Comparator.comparingInt(Typicality::incompleteness)
                        .thenComparing(similarity::get, Comparator.reverseOrder())
                        .thenComparing(Candidate::index))
                .toList();
    }

    private static double[] sums(List<Ballot> ballots, QuestionHint hint) {
        List<ExtractedAnswer> answers = ballots.stream().map(Ballot::answer).toList();
        if (answers.stream().anyMatch(answer -> answer.kind() != AnswerKind.JSON)) {
            return TextSimilarity.toAll(ballots.stream().map(Typicality::words).toList());
        }
        AnswerEquivalence among = new AnswerEquivalence(hint).among(answers);
        ToDoubleFunction<ExtractedAnswer> toAll = own -> answers.stream()
                .mapToDouble(other -> among.similarity(own, other)).sum();
        return answers.stream().mapToDouble(toAll).toArray();
    }

    private static String words(Ballot ballot) {
        Answer answer = ballot.candidate().answer();
        return answer.callsTools() ? ballot.answer().raw() : answer.text().isBlank() ? answer.refusal() : answer.text();
    }

    private static int incompleteness(Candidate candidate) {
        Answer answer = candidate.answer();
        return answer.blank() ? 3 : answer.complete() ? 0 : answer.truncated() ? 1 : 2;
    }
}
