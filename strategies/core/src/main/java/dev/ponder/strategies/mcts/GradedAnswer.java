package dev.ponder.strategies.mcts;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.strategies.mcts.RubricJudge.Grade;

/**
 * An answer of the tree.
 *
 * @param candidate the answer, with its number in the tree as its index
 * @param sample the number of the sampled answer that it refines, or its own: answers of one sample are not independent
 * @param grade from 0 to 1; empty when it was not graded
 * @param critique what the judge says about it, in its worst verdict
 */
record GradedAnswer(Candidate candidate, int sample, OptionalDouble grade, String critique) {

    /** The grade from which an answer needs no refining. */
    private static final double GOOD = 0.9;

    static GradedAnswer of(Candidate candidate, int sample, List<Grade> grades) {
        String critique = grades.stream().min(Comparator.comparingDouble(Grade::grade)).map(Grade::critique).orElse("");
        return new GradedAnswer(candidate, sample, grades.stream().mapToDouble(Grade::grade).average(), critique);
    }

    Answer answer() {
        return candidate.answer();
    }

    /** Whether it is worth a grade: complete, and not blank. */
    static boolean isGradable(Candidate candidate) {
        return candidate.answer().complete() && !candidate.answer().blank();
    }

    /** Whether a model is asked to improve it: a text with a grade that leaves something to improve. */
    boolean isRefinable() {
        return grade.isPresent() && grade.getAsDouble() < GOOD && !answer().text().isBlank()
                && !answer().callsTools();
    }
}
