package dev.ponder.strategies.genselect;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.ponder.api.Candidate;
import dev.ponder.strategies.genselect.Comparison.Verdict;
import dev.ponder.strategies.genselect.SelectionPool.AnswerClass;
import dev.ponder.toolkit.judge.ScoreBoard;
import dev.ponder.toolkit.judge.ScoreBoard.Scores;

/**
 * What the comparisons of some candidates select. Each verdict votes for the answer of its best candidate. Among
 * answers with as many votes, the one whose candidates were ranked higher wins, then the more frequent one.
 *
 * @param pool all candidates of the request
 * @param compared the candidates that the verdicts are about
 * @param verdicts may be empty
 */
record Selection(SelectionPool pool, List<Candidate> compared, List<Verdict> verdicts) {

    /** The selection of the most frequent answer. */
    static Selection of(SelectionPool pool) {
        return new Selection(pool, pool.distinct(), List.of());
    }

    boolean judged() {
        return !verdicts.isEmpty();
    }

    Candidate best() {
        return ranked().get(0);
    }

    /** Whether more than half of the comparisons find no candidate right. */
    boolean noneCorrect() {
        return verdicts.stream().filter(verdict -> !verdict.correct()).count() * 2 > verdicts.size();
    }

    /** The reasoning of a comparison that selected the answer of the best candidate. */
    Optional<String> reasoning() {
        Candidate best = best();
        return verdicts.stream()
                .filter(verdict -> pool.classes().stream()
                        .anyMatch(equal -> contains(equal, best) && contains(equal, verdict.best())))
                .map(Verdict::reasoning).filter(text -> !text.isBlank()).findFirst();
    }

    /** All candidates: the best of each answer, the best answer first, then the others. */
    List<Candidate> ranked() {
        ScoreBoard board = board();
        List<Candidate> scored = board.ranked(compared);
        Stream<Candidate> heads = pool.classes().stream()
                .filter(equal -> scored.stream().anyMatch(candidate -> contains(equal, candidate)))
                .sorted(Comparator.comparingLong(this::votes)
                        .thenComparingDouble((AnswerClass equal) -> points(equal, board))
                        .thenComparingInt(AnswerClass::size).reversed())
                .map(equal -> scored.stream().filter(candidate -> contains(equal, candidate)).findFirst()
                        .orElseThrow());
        return SelectionPool.concat(heads.toList(), scored, pool.representatives(), pool.distinct(), pool.rest());
    }

    private long votes(AnswerClass equal) {
        return verdicts.stream().filter(verdict -> contains(equal, verdict.best())).count();
    }

    /** The squares make a clear rank count more than many average ones. */
    private double points(AnswerClass equal, ScoreBoard board) {
        return compared.stream().filter(candidate -> contains(equal, candidate))
                .mapToDouble(candidate -> Math.pow(board.beaten(candidate, compared), 2)).sum();
    }

    private ScoreBoard board() {
        var board = new ScoreBoard();
        verdicts.forEach(verdict -> board.add(new Scores(points(verdict, compared))));
        return board;
    }

    /** A point for each candidate ranked below; candidates left out share the remaining places. By candidate index. */
    static Map<Integer, Double> points(Verdict verdict, List<Candidate> compared) {
        int last = compared.size() - 1;
        double shared = (last - verdict.ranking().size()) / 2.0;
        Map<Integer, Double> points = new HashMap<>();
        compared.forEach(candidate -> points.put(candidate.index(), shared));
        for (int place = 0; place < verdict.ranking().size(); place++) {
            points.put(verdict.ranking().get(place).index(), (double) last - place);
        }
        return points;
    }

    private static boolean contains(AnswerClass equal, Candidate candidate) {
        return equal.members().stream().anyMatch(member -> member.index() == candidate.index());
    }
}
