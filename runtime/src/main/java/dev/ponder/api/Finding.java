package dev.ponder.api;

import java.util.List;
import java.util.Map;

/**
 * What a strategy found out about its candidates. Listeners such as traces and conversation logs receive it; it has no
 * effect on the answer. Clients receive {@link Degraded} as well. Immutable.
 */
public sealed interface Finding {

    /** The name of the stage that drew or judged the candidates, as in {@link Prompt#stage()}. */
    String stage();

    /**
     * Candidates grouped by equal answers.
     *
     * @param classes the groups, most votes first
     * @param abstentions candidates without an answer to count, 0 or more
     */
    record Votes(String stage, List<VoteClass> classes, int abstentions) implements Finding {

        /** Copies the list. */
        public Votes {
            classes = List.copyOf(classes);
        }
    }

    /**
     * Candidates that give the same answer.
     *
     * @param answer the answer in its canonical form
     * @param votes how many candidates give it, at least 1
     */
    record VoteClass(String answer, int votes) {}

    /**
     * The scores of one call to a judge.
     *
     * @param scores scores by candidate index, on the judge's own scale, higher is better; a candidate that was not
     *        judged is absent; empty if the reply contains no verdict
     */
    record Verdict(String stage, Map<Integer, Double> scores) implements Finding {

        /** Copies the map. */
        public Verdict {
            scores = Map.copyOf(scores);
        }
    }

    /**
     * The strategy left the answer to another one, see {@link Inference#delegate}.
     *
     * @param strategy the id of the other strategy
     * @param reason why, as one clause without a full stop; without texts of clients and models
     */
    record Routed(String stage, String strategy, String reason) implements Finding {}

    /**
     * The strategy returns an answer, but could not choose it by its own method. Clients receive the reason in
     * {@code ponder.degraded}, after the id of the strategy.
     *
     * @param reason what was missing and how the answer was chosen instead, as one clause without a full stop; without
     *        texts of clients and models
     */
    record Degraded(String stage, String reason) implements Finding {}
}
