package dev.ponder.toolkit.vote;

import java.util.List;
import java.util.function.Function;

import dev.ponder.api.Candidate;
import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import io.smallrye.mutiny.Uni;

/**
 * Draws candidates that vote, and stops early: when the vote is decided, when the leader is probably the majority, or
 * when a window of candidates agrees. One call for each candidate; cancelling stops all calls. One instance per request, for one use.
 */
public final class VotingSampler {

    private final Inference inference;
    private final Prompt prompt;
    private final int maxCandidates;
    private final String question;
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
        this.question = inference.request().conversation().question();
        this.tally = new VoteTally(question);
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
        return waves(size, wave -> Uni.createFrom().item(
                StoppingRules.probablyDecided(tally.leaderVotes(), tally.runnerUpVotes(), threshold)));
    }

    /**
     * Draws candidates window by window until all candidates of one window give the same answer (ESC, arXiv 2401.10480).
     * All windows vote. Fails as {@link Inference#sampleIndividually} does.
     *
     * @param size candidates in a window, at least 1; a window of one candidate stops nothing
     */
    public Uni<VoteTally> inWindows(int size) {
        return waves(size, window -> window.size() < Math.max(2, size)
                ? Uni.createFrom().item(false)
                : inference.compute(characters(window), () -> agree(window)));
    }

    private Uni<VoteTally> waves(int size, Function<List<Candidate>, Uni<Boolean>> enough) {
        int drawn = tally.candidates().size();
        return nextWave(size, drawn).chain(decided -> {
            List<Candidate> all = tally.candidates();
            boolean over = decided || all.size() == drawn || all.size() >= maxCandidates;
            return over ? Uni.createFrom().item(true) : enough.apply(all.subList(drawn, all.size()));
        }).chain(over -> over ? Uni.createFrom().item(reported()) : waves(size, enough));
    }

    private boolean agree(List<Candidate> window) {
        var votes = new VoteTally(question);
        window.forEach(votes::cast);
        return votes.leaderVotes() == window.size();
    }

    private static long characters(List<Candidate> candidates) {
        return candidates.stream().mapToLong(candidate -> candidate.answer().characters()).sum();
    }

    private Uni<Boolean> nextWave(int size, int drawn) {
        return inference.sampleIndividually(prompt, Math.min(size, maxCandidates - drawn))
                .onItem().transform(candidate -> new Candidate(drawn + candidate.index(), candidate.answer()))
                .onItem().transformToUniAndConcatenate(this::cast)
                .collect().last()
                .map(decided -> decided != null && decided);
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
