package dev.ponder.api;

import java.util.Comparator;

/**
 * One of several sampled answers. Immutable.
 *
 * @param index its index in the sample, from 0; breaks ties independently of the order in which candidates finish
 * @param answer the answer
 */
public record Candidate(int index, Answer answer) {

    /**
     * The order among otherwise equal candidates: complete before those that were cut off, filtered or ended by a failure,
     * lower index first. Length does not count, because a longer answer is not a better one.
     */
    public static final Comparator<Candidate> TIE_BREAK = Comparator
            .comparing((Candidate candidate) -> !candidate.answer().complete())
            .thenComparing(Candidate::index);
}
