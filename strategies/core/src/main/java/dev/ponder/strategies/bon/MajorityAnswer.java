package dev.ponder.strategies.bon;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import dev.ponder.api.Candidate;
import dev.ponder.toolkit.answer.AnswerEquivalence;
import dev.ponder.toolkit.answer.AnswerExtractor;
import dev.ponder.toolkit.answer.AnswerKind;
import dev.ponder.toolkit.answer.ExtractedAnswer;
import dev.ponder.toolkit.answer.QuestionHint;
import dev.ponder.toolkit.vote.AnswerClusters;

/** What candidates say by the value of their answers, where all of them have one. */
final class MajorityAnswer {

    private static final Set<AnswerKind> VALUES = EnumSet.of(AnswerKind.NUMBER, AnswerKind.CHOICE, AnswerKind.BOOL,
            AnswerKind.SET, AnswerKind.TUPLE, AnswerKind.INTERVAL, AnswerKind.EXPR);
    /** Up to here an answer is a guess, as when an explanation happens to end with an equation. */
    private static final double GUESS = 0.5;

    private MajorityAnswer() {
    }

    /**
     * Those that give the answer of more than half of them; none where there is no such answer, or one gives no value.
     */
    static List<Candidate> majority(List<Candidate> candidates, String question) {
        QuestionHint hint = QuestionHint.of(question);
        var votes = new AnswerClusters<Candidate>(new AnswerEquivalence(hint));
        for (Candidate candidate : candidates) {
            ExtractedAnswer answer = AnswerExtractor.extract(candidate.answer().text(), hint);
            if (!isValue(answer, hint) || !votes.add(candidate, answer, 1)) {
                return List.of();
            }
        }
        return votes.leader().map(AnswerClusters.AnswerClass::members)
                .filter(members -> 2 * members.size() > candidates.size())
                .orElse(List.of());
    }

    private static boolean isValue(ExtractedAnswer answer, QuestionHint hint) {
        return VALUES.contains(answer.kind()) && (hint.numeric() || answer.confidence() > GUESS);
    }
}
