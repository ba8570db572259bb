package dev.ponder.toolkit.vote;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import dev.ponder.toolkit.answer.AnswerEquivalence;
import dev.ponder.toolkit.answer.ExtractedAnswer;

/**
 * Clusters of equivalent answers, counted by weight (Self-Consistency, arXiv 2203.11171).
 *
 * <p>An answer joins the first cluster whose first answer is {@linkplain AnswerEquivalence equivalent}, or begins a new
 * one, so the same answers in the same order always give the same clusters. A missing or truncated answer abstains. Not
 * thread-safe: one instance per request.
 *
 * @param <T> the member that gives the answer, such as a candidate
 */
public final class AnswerClusters<T> {

    private final AnswerEquivalence equivalence;
    private final List<Cluster<T>> clusters = new ArrayList<>();
    private int abstentions;

    /**
     * One vote.
     *
     * @param member the member that votes
     * @param answer its answer
     * @param weight at least 0
     */
    public record Vote<T>(T member, ExtractedAnswer answer, double weight) {}

    /**
     * The votes for equivalent answers, in order of arrival. Immutable.
     *
     * @param votes at least one
     */
    public record Cluster<T>(List<Vote<T>> votes) {

        /** Copies the votes. */
        public Cluster {
            votes = List.copyOf(votes);
        }

        /** The answer of the first vote, which represents the cluster. */
        public ExtractedAnswer answer() {
            return votes.get(0).answer();
        }

        /** The members that gave this answer. */
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

        private Cluster<T> with(Vote<T> vote) {
            List<Vote<T>> more = new ArrayList<>(votes);
            more.add(vote);
            return new Cluster<>(more);
        }
    }

    /** No clusters yet, for the answers to one question. */
    public AnswerClusters(AnswerEquivalence equivalence) {
        this.equivalence = equivalence;
    }

    /**
     * Adds the answer of a member.
     *
     * @param weight at least 0; 1 counts members
     * @return whether the vote counts; false for an abstention
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
        for (int index = 0; index < clusters.size(); index++) {
            Cluster<T> cluster = clusters.get(index);
            if (equivalence.equivalent(cluster.answer(), answer)) {
                clusters.set(index, cluster.with(vote));
                return true;
            }
        }
        clusters.add(new Cluster<>(List.of(vote)));
        return true;
    }

    /**
     * The clusters, the heaviest first. Ties are broken by more votes, then by higher confidence, then by the shorter
     * answer, then by the earlier cluster.
     */
    public List<Cluster<T>> clusters() {
        Comparator<Cluster<T>> byWeight = Comparator.comparingDouble(Cluster<T>::weight)
                .thenComparingInt(answers -> answers.votes().size())
                .thenComparingDouble(Cluster::confidence)
                .thenComparing(answers -> -answers.answer().canonical().length());
        return clusters.stream().sorted(byWeight.reversed()).toList();
    }

    /** The heaviest cluster; empty before the first vote. */
    public Optional<Cluster<T>> leader() {
        return clusters().stream().findFirst();
    }

    /** The weight of the second cluster; 0 if there is none. */
    public double runnerUpWeight() {
        return clusters().stream().skip(1).mapToDouble(Cluster::weight).findFirst().orElse(0);
    }

    /** The number of abstentions. */
    public int abstentions() {
        return abstentions;
    }
}
