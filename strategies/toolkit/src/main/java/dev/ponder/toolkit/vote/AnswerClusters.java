package dev.ponder.toolkit.vote;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import dev.ponder.toolkit.answer.AnswerEquivalence;
import dev.ponder.toolkit.answer.ExtractedAnswer;

/**
 * Collects votes and counts them by what they say, as in Self-Consistency (arXiv 2203.11171).
 *
 * <p>A vote joins the first class whose first answer it is {@linkplain AnswerEquivalence equivalent} to, or opens one;
 * so the same votes in the same order always give the same outcome. No answer and a truncated answer abstain. Not
 * thread-safe: a box belongs to one request and is filled in the order of arrival.
 *
 * @param <T> what is voted for, such as a whole reply
 */
public final class AnswerClusters<T> {

    private final AnswerEquivalence equivalence;
    private final List<AnswerClass<T>> classes = new ArrayList<>();
    private int abstentions;

    /**
     * One vote.
     *
     * @param member who voted
     * @param answer for what
     * @param weight how heavily, at least 0
     */
    public record Vote<T>(T member, ExtractedAnswer answer, double weight) {}

    /**
     * All votes that say the same, in order of arrival. Immutable.
     *
     * @param votes at least one; the answer of the first stands for all
     */
    public record AnswerClass<T>(List<Vote<T>> votes) {

        /** Copies the votes. */
        public AnswerClass {
            votes = List.copyOf(votes);
        }

        /** The answer that stands for all. */
        public ExtractedAnswer answer() {
            return votes.get(0).answer();
        }

        /** Who voted so. */
        public List<T> members() {
            return votes.stream().map(Vote::member).toList();
        }

        /** The sum of the weights. */
        public double weight() {
            return votes.stream().mapToDouble(Vote::weight).sum();
        }

        private double confidence() {
            return votes.stream().mapToDouble(vote -> vote.answer().confidence()).max().orElse(0);
        }

        private AnswerClass<T> with(Vote<T> vote) {
            List<Vote<T>> more = new ArrayList<>(votes);
            more.add(vote);
            return new AnswerClass<>(more);
        }
    }

    /** An empty box for the answers to one question. */
    public AnswerClusters(AnswerEquivalence equivalence) {
        this.equivalence = equivalence;
    }

    /**
     * Casts a vote.
     *
     * @param weight at least 0; 1 for plain counting
     * @return whether it counts; if not, it abstained
     * @throws IllegalArgumentException if the weight is negative or not finite
     */
    public boolean add(T member, ExtractedAnswer answer, double weight) {
        if (!(weight >= 0 && weight <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("weight: " + weight + " (expected a finite number, at least 0)");
        }
        if (!answer.votes()) {
            abstentions++;
            return false;
        }
        Vote<T> vote = new Vote<>(member, answer, weight);
        for (int index = 0; index < classes.size(); index++) {
            AnswerClass<T> same = classes.get(index);
            if (equivalence.equivalent(same.answer(), answer)) {
                classes.set(index, same.with(vote));
                return true;
            }
        }
        classes.add(new AnswerClass<>(List.of(vote)));
        return true;
    }

    /**
     * The classes, heaviest first. Ties go to more votes, then to the surer answer, then to the shorter one, then to
     * the class that was opened first.
     */
    public List<AnswerClass<T>> classes() {
        Comparator<AnswerClass<T>> lightestFirst = Comparator.comparingDouble(AnswerClass<T>::weight)
                .thenComparingInt(answers -> answers.votes().size())
                .thenComparingDouble(AnswerClass::confidence)
                .thenComparing(answers -> -answers.answer().canonical().length());
        return classes.stream().sorted(lightestFirst.reversed()).toList();
    }

    /** The heaviest class; empty while nobody has voted. */
    public Optional<AnswerClass<T>> leader() {
        return classes().stream().findFirst();
    }

    /** The weight of the class after the leader; 0 if there is none. */
    public double runnerUpWeight() {
        return classes().stream().skip(1).mapToDouble(AnswerClass::weight).findFirst().orElse(0);
    }

    /** How many abstained. */
    public int abstentions() {
        return abstentions;
    }
}
