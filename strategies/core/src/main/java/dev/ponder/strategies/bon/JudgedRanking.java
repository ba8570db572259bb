package dev.ponder.strategies.bon;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.toolkit.judge.ScoreBoard;
import dev.ponder.toolkit.vote.AnswerPool;

/** The candidates in the order of the judge's verdicts. */
final class JudgedRanking {

    private final AnswerPool pool;
    private final ScoreBoard board;
    private final List<Candidate> scored;

    JudgedRanking(AnswerPool pool, ScoreBoard board) {
        this.pool = pool;
        this.board = board;
        this.scored = board.ranked(pool.contenders());
    }

    /**
     * All answers, the best first and without repeated texts: the best of each class, the {@linkplain AnswerPool#weight heaviest}
     * class first, then the others. A candidate has a point for each contender that it beats.
     */
    List<Answer> answers() {
        List<Candidate> heads = pool.classes().stream()
                .sorted(Comparator.comparingDouble(this::weight).reversed()
                        .thenComparing(members -> scored.indexOf(best(members))))
                .map(this::best).toList();
        return AnswerPool.distinct(Stream.of(heads, scored, pool.others()).flatMap(List::stream)
                .map(Candidate::answer).toList(), answer -> answer);
    }

    private double weight(List<Candidate> members) {
        return AnswerPool.weight(members, member -> board.beaten(representative(member), pool.contenders()));
    }

    private Candidate best(List<Candidate> members) {
        List<Candidate> shown = members.stream().map(this::representative).toList();
        return scored.stream().filter(shown::contains).findFirst().orElse(members.get(0));
    }

    /** The contender with the same text. */
    private Candidate representative(Candidate candidate) {
        String key = AnswerPool.key(candidate.answer());
        return pool.contenders().stream().filter(contender -> AnswerPool.key(contender.answer()).equals(key))
                .findFirst()
                .orElse(candidate);
    }
}
