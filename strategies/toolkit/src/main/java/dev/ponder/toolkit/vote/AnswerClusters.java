package dev.ponder.toolkit.vote;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.ponder.toolkit.answer.AnswerEquivalence;
import dev.ponder.toolkit.answer.ExtractedAnswer;

/**
 * Clusters of equivalent answers, counted by weight (Self-Consistency, arXiv 2203.11171).
 *
 * <p>An answer joins the first cluster whose first answer is {@linkplain AnswerEquivalence equivalent} among all answers
 * so far, or begins a new one, so the same answers in the same order always give the same clusters. A missing or truncated
 * answer abstains. Not thread-safe: one instance per request.
 *
 * @param <T> the member that gives the answer, such as a candidate
 */
public final class AnswerClusters<T> {

    private final AnswerEquivalence equivalence;
    private final List<Vote<T>> votes = new ArrayList<>();
    private @Nullable List<Cluster<T>> clusters;
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

        /** The same cluster with other members in their places. */
        <R> Cluster<R> map(Function<T, R> member) {
            return new Cluster<>(votes.stream()
                    .map(vote -> new Vote<>(member.apply(vote.member()), vote.answer(), vote.weight())).toList());
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
        votes.add(new Vote<>(member, answer, weight));
        clusters = null;
        return true;
    }

    /**
     * The clusters, the heaviest first. Ties are broken by more votes, then by higher confidence, then by the earlier
     * cluster.
     */
    public List<Cluster<T>> clusters() {
        if (clusters == null) {
            Comparator<Cluster<T>> byWeight = Comparator.comparingDouble(Cluster<T>::weight)
                    .thenComparingInt(answers -> answers.votes().size())
                    .thenComparingDouble(Cluster::confidence);
            clusters = counted().stream().sorted(byWeight.reversed()).toList();
        }
        return clusters;
    }

    private List<Cluster<T>> counted() {
        AnswerEquivalence among = equivalence.among(votes.stream().map(Vote::answer).toList());
        List<Cluster<T>> found = new ArrayList<>();
        for (Vote<T> vote : votes) {
            int index = 0;
            while (index < found.size() && !among.equivalent(found.get(index).answer(), vote.answer())) {
                index++;
            }
            if (index < found.size()) {
                found.set(index, found.get(index).with(vote));
            } else {
                found.add(new Cluster<>(List.of(vote)));
            }
        }
        return found;
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
