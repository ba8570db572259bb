package dev.ponder.toolkit.vote;

import dev.ponder.api.Candidate;
import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import io.smallrye.mutiny.Uni;

/**
 * Draws candidates that vote, and stops early: either when the vote is decided, or when the leader is probably the
 * majority. One call for each candidate; cancelling stops all calls. One instance per request, for one use.
 */
public final class VotingSampler {

    private final Inference inference;
    private final Prompt prompt;
    private final int maxCandidates;
    private final VoteTally tally;

    /**
     * A sampler without votes.
     *
     * @param prompt the prompt of the candidates
     * @param maxCandidates how many candidates are drawn at most, at least 1
     */
    public VotingSampler(Inference inference, Prompt prompt, int maxCandidates) {
        this.inference = inference;
        this.prompt = prompt;
        this.maxCandidates = maxCandidates;
        this.tally = new VoteTally(inference.request().conversation().question());
    }

    /**
     * Draws all candidates in parallel, and cancels the rest when no outstanding vote can change the outcome. As fast
     * as the slowest candidate that is needed. Fails as {@link Inference#sampleIndividually} does.
     */
    public Uni<VoteTally> untilDecided() {
        return inference.sampleIndividually(prompt, maxCandidates)
                .onItem().transformToUniAndConcatenate(this::cast)
                .select().first(decided -> !decided)
                .collect().last()
                .map(ignored -> reported());
    }

    /**
     * Draws candidates wave by wave until the leader is the true majority with a given probability, by the Beta
     * criterion of Adaptive-Consistency (arXiv 2305.11860). Makes fewer calls than {@link #untilDecided()}, but takes
     * longer. Fails as {@link Inference#sampleIndividually} does.
     *
     * @param size candidates in a wave, at least 1
     * @param threshold the probability, 0.5 to 1
     */
    public Uni<VoteTally> inWaves(int size, double threshold) {
        int drawn = tally.candidates().size();
        return nextWave(size, drawn).chain(ignored -> {
            boolean enough = decided()
                    || StoppingRules.probablyDecided(tally.leaderVotes(), tally.runnerUpVotes(), threshold);
            boolean nothingNew = tally.candidates().size() == drawn;
            return enough || nothingNew || tally.candidates().size() >= maxCandidates
                    ? Uni.createFrom().item(reported())
                    : inWaves(size, threshold);
        });
    }

    private Uni<Boolean> nextWave(int size, int drawn) {
        return inference.sampleIndividually(prompt, Math.min(size, maxCandidates - drawn))
                .onItem().transform(candidate -> new Candidate(drawn + candidate.index(), candidate.answer()))
                .onItem().transformToUniAndConcatenate(this::cast)
                .collect().last();
    }

    /** Whether the vote is decided with the vote of this candidate. */
    private Uni<Boolean> cast(Candidate candidate) {
        return inference.compute(tally.characters() + candidate.answer().characters(), () -> {
            tally.cast(candidate);
            return tally.leaderSummary();
        }).map(leader -> {
            inference.progress(new Progress(prompt.stage(), tally.candidates().size(), maxCandidates, leader));
            return decided();
        });
    }

    private VoteTally reported() {
        inference.report(tally.finding(prompt.stage()));
        return tally;
    }

    private boolean decided() {
        int outstanding = maxCandidates - tally.candidates().size();
        return outstanding > 0 && tally.decided(outstanding);
    }
}
