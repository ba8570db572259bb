package dev.ponder.strategies.moa;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.ponder.api.Answer;
import dev.ponder.toolkit.answer.AnswerEquivalence;
import dev.ponder.toolkit.answer.AnswerExtractor;
import dev.ponder.toolkit.answer.ExtractedAnswer;
import dev.ponder.toolkit.answer.QuestionHint;
import dev.ponder.toolkit.answer.TextSimilarity;

/**
 * Drafts without repetitions. Two are one draft when they use the same words, or nearly so, and give the same answer:
 * what differs in a single number is not the same, and neither are two ways to the same answer.
 */
record Drafts(List<Draft> distinct) {

    /** The share of words that two texts have in common when one repeats the other. */
    private static final double REPEATED = 0.95;
    /** The same where there is no answer to compare. */
    private static final double SAME_WORDS = 1;

    Drafts {
        distinct = List.copyOf(distinct);
    }

    /** The drafts among these answers; empty ones are none. */
    static Drafts of(List<Answer> answers, String question) {
        return of(answers.stream().filter(answer -> !answer.text().isBlank()).map(Draft::of), question);
    }

    /** Whether there is anything to choose and join. */
    boolean several() {
        return distinct.size() > 1;
    }

    /** These and those before them: where all agents came to the same, what they came from is worth seeing too. */
    Drafts with(Drafts earlier, String question) {
        return of(Stream.concat(distinct.stream(), earlier.distinct.stream()), question);
    }

    private static Drafts of(Stream<Draft> drafts, String question) {
        var same = new Sameness(QuestionHint.of(question));
        List<Draft> distinct = new ArrayList<>();
        drafts.forEach(draft -> {
            for (int i = 0; i < distinct.size(); i++) {
                if (same.test(distinct.get(i).text(), draft.text())) {
                    distinct.set(i, distinct.get(i).joined(draft));
                    return;
                }
            }
            distinct.add(draft);
        });
        return new Drafts(distinct);
    }

    private record Sameness(QuestionHint hint) {

        boolean test(String one, String other) {
            if (one.equals(other)) {
                return true;
            }
            ExtractedAnswer first = AnswerExtractor.extract(one, hint);
            ExtractedAnswer second = AnswerExtractor.extract(other, hint);
            return new AnswerEquivalence(hint).equivalent(first, second)
                    && TextSimilarity.jaccard(one, other) >= (first.votes() ? REPEATED : SAME_WORDS);
        }
    }
}
