package dev.ponder.evaluation;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.toolkit.answer.AnswerEquivalence;
import dev.ponder.toolkit.answer.AnswerExtractor;
import dev.ponder.toolkit.answer.AnswerKind;
import dev.ponder.toolkit.answer.ExtractedAnswer;
import dev.ponder.toolkit.answer.QuestionHint;

/**
 * Compares replies with right answers: programs by their tests, all others by {@link AnswerExtractor} and
 * {@link AnswerEquivalence}. Thread-safe.
 */
public final class AnswerGrader {

    private final ProgramTests programs;

    /**
     * A grader.
     *
     * @param runPrograms whether programs beyond {@link ReturnedExpression} are run, in a child process with limits;
     *        otherwise they count as wrong
     */
    public AnswerGrader(boolean runPrograms) {
        this.programs = new ProgramTests(runPrograms);
    }

    /** The grade of a reply. */
    public Grade grade(Question question, String reply) {
        QuestionHint hint = QuestionHint.of(question.text());
        ExtractedAnswer given = AnswerExtractor.extract(reply, hint);
        if (question.kind().equals(Question.CODE)) {
            return new Grade(programs.pass(given.kind() == AnswerKind.CODE ? given.raw() : reply, tests(question)),
                    given.raw());
        }
        ExtractedAnswer right = AnswerExtractor.extract(text(question.answer()), hint);
        return new Grade(given.votes() && new AnswerEquivalence(hint).equivalent(given, right), given.canonical());
    }

    /**
     * A grade.
     *
     * @param right whether the answer is right
     * @param answer the answer that was found in the reply; empty if there is none
     */
    public record Grade(boolean right, String answer) {}

    private static String text(JsonNode answer) {
        return answer.isValueNode() ? answer.asText() : answer.toString();
    }

    private static List<String> tests(Question question) {
        List<String> tests = new ArrayList<>();
        question.answer().forEach(test -> tests.add(test.asText()));
        return tests;
    }
}
