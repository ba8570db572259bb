package dev.ponder.strategies.rstar;

import java.util.Comparator;
import java.util.List;

import dev.ponder.toolkit.answer.AnswerEquivalence;
import dev.ponder.toolkit.answer.AnswerExtractor;
import dev.ponder.toolkit.answer.ExtractedAnswer;
import dev.ponder.toolkit.answer.QuestionHint;
import dev.ponder.toolkit.vote.AnswerClusters;
import dev.ponder.toolkit.vote.AnswerClusters.Cluster;

/**
 * A trace that ends with an answer.
 *
 * @param trace the actions before the answer
 * @param ending the text with the answer
 * @param answer the answer; {@link ExtractedAnswer#NONE} when the text announces none
 * @param reward the share of the sampled answers that agree with it, 0 to 1
 */
record Trajectory(ReasoningTrace trace, String ending, ExtractedAnswer answer, double reward) {

    private static final double STATED = 0.8;

    /** The trajectory of the most frequent of some answers, at least one. Lost ones of those that were asked for do not agree. */
    static Trajectory of(ReasoningTrace trace, List<String> endings, int votes, QuestionHint hint) {
        var clusters = new AnswerClusters<String>(new AnswerEquivalence(hint));
        endings.forEach(ending -> clusters.add(ending, answer(ending, hint), 1));
        return clusters.leader()
                .map(leader -> new Trajectory(trace, leader.members().get(0), leader.answer(),
                        leader.weight() / Math.max(votes, endings.size())))
                .orElseGet(() -> new Trajectory(trace, endings.get(0), ExtractedAnswer.NONE, 0));
    }

    /** Whether a step states the answer by a box or a sentence. A step that is only a number or an equation does not. */
    static boolean concludes(String step, QuestionHint hint) {
        ExtractedAnswer found = AnswerExtractor.extract(step, hint);
        return found.votes() && found.closedForm() && found.confidence() >= STATED;
    }

    /** The answer that a text announces. The last number of a text is none: it may be one of the question. */
    static ExtractedAnswer answer(String text, QuestionHint hint) {
        ExtractedAnswer found = AnswerExtractor.extract(text, hint);
        return found.votes() && !found.guessed() ? found : ExtractedAnswer.NONE;
    }

    /** Trajectories by their answers, those with the greatest sum of rewards first. Those without an answer are left out. */
    static List<Cluster<Trajectory>> groups(List<Trajectory> trajectories, QuestionHint hint) {
        var clusters = new AnswerClusters<Trajectory>(new AnswerEquivalence(hint));
        trajectories.forEach(trajectory -> clusters.add(trajectory, trajectory.answer(), trajectory.reward()));
        return clusters.clusters();
    }

    /** Of trajectories with equal answers, the one with the highest reward; of several, the one with the fewest actions. */
    static Trajectory best(List<Trajectory> equal) {
        return equal.stream().min(Comparator.comparingDouble((Trajectory trajectory) -> -trajectory.reward())
                .thenComparing(trajectory -> trajectory.trace().steps().size())).orElseThrow();
    }

    /** The whole solution. */
    String text() {
        return (trace.text() + "\n\n" + ending).strip();
    }

    /** The beginning of the solution, which ends before its answer and with a whole word. */
    String beginning(double share) {
        String whole = text();
        int answerAt = whole.length() - ending.strip().length()
                + Math.min(answer.span().start(), ending.strip().length());
        int end = Math.min((int) (whole.length() * share), answerAt);
        int blank = end < whole.length() ? whole.lastIndexOf(' ', end) : end;
        return whole.substring(0, Math.max(0, blank)).strip();
    }
}
