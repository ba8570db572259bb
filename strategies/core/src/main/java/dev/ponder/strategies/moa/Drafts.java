package dev.ponder.strategies.moa;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.ponder.api.Answer;
import dev.ponder.toolkit.answer.AnswerEquivalence;
import dev.ponder.toolkit.answer.AnswerExtractor;
import dev.ponder.toolkit.answer.ExtractedAnswer;
import dev.ponder.toolkit.answer.QuestionHint;
import dev.ponder.toolkit.answer.TextSimilarity;

/**
 * Drafts without repetitions. One draft repeats another when it uses nearly the same words and gives the same answer:
 * drafts that differ in a single number are distinct, and so are different solutions with the same result.
 */
record Drafts(List<Draft> distinct) {

    /** The share of common words (Jaccard index) from which one text repeats another with the same answer. */
    private static final double REPETITION = 0.95;
    /** The same for texts without an answer to compare. */
    private static final double IDENTICAL_WORDS = 1;

    /**
     * A draft.
     *
     * @param truncated whether its end is missing
     * @param agents how many agents wrote this draft or a repetition of it
     */
    record Draft(String text, boolean truncated, int agents) {

        private static Draft of(Answer answer) {
            return new Draft(answer.text().strip(), answer.truncated(), 1);
        }

        /** The complete one of two repetitions. */
        private Draft merge(Draft repetition) {
            return new Draft(truncated ? repetition.text : text, truncated && repetition.truncated,
                    agents + repetition.agents);
        }
    }

    Drafts {
        distinct = List.copyOf(distinct);
    }

    /** The drafts among these answers; empty answers are left out. */
    static Drafts of(List<Answer> answers, String question) {
        return of(answers.stream().filter(answer -> !answer.text().isBlank()).map(Draft::of), question);
    }

    /** The length of all drafts. */
    long characters() {
        return distinct.stream().mapToLong(draft -> draft.text().length()).sum();
    }

    /** Whether there is more than one distinct draft. */
    boolean several() {
        return distinct.size() > 1;
    }

    /** These drafts, followed by earlier ones. */
    Drafts with(Drafts earlier, String question) {
        return of(Stream.concat(distinct.stream(), earlier.distinct.stream()), question);
    }

    private static Drafts of(Stream<Draft> drafts, String question) {
        QuestionHint hint = QuestionHint.of(question);
        Map<String, ExtractedAnswer> answers = new HashMap<>();
        Function<String, ExtractedAnswer> answerOf = text -> answers.computeIfAbsent(text,
                one -> AnswerExtractor.extract(one, hint));
        List<Draft> distinct = new ArrayList<>();
        drafts.forEach(draft -> {
            for (int i = 0; i < distinct.size(); i++) {
                if (isRepetition(distinct.get(i).text(), draft.text(), hint, answerOf)) {
                    distinct.set(i, distinct.get(i).merge(draft));
                    return;
                }
            }
            distinct.add(draft);
        });
        return new Drafts(distinct);
    }

    private static boolean isRepetition(String one, String other, QuestionHint hint,
            Function<String, ExtractedAnswer> answerOf) {
        if (one.equals(other)) {
            return true;
        }
        ExtractedAnswer first = answerOf.apply(one);
        ExtractedAnswer second = answerOf.apply(other);
        return new AnswerEquivalence(hint).equivalent(first, second)
                && TextSimilarity.jaccard(one, other) >= (first.votes() ? REPETITION : IDENTICAL_WORDS);
    }
}
