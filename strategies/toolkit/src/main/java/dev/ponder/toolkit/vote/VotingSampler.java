package dev.ponder.toolkit.vote;

import dev.ponder.api.Candidate;
import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import io.smallrye.mutiny.Uni;

/** Draws candidates and lets them vote, no longer than it takes. One instance per request. */
public final class VotingSampler {

    private final Inference inference;
    private final Prompt prompt;
    private final int most;
    private final VoteTally ballot;

    /**
     * A poll.
     *
     * @param prompt what the candidates answer
     * @param most how many candidates it may draw, at least 1
     */
    public VotingSampler(Inference inference, Prompt prompt, int most) {
        this.inference = inference;
        this.prompt = prompt;
        this.most = most;
        this.ballot = new VoteTally(inference.request().conversation().question());
    }

    /**
     * Draws all candidates at once and stops, cancelling the rest, as soon as no outstanding vote can change the
     * outcome. Never slower than the slowest candidate that is needed.
     */
    public Uni<VoteTally> atOnce() {
        return inference.sampleApart(prompt, most)
                .onItem().invoke(this::cast)
                .select().first(candidate -> !decided())
                .collect().last()
                .replaceWith(ballot);
    }

    /**
     * Draws candidates wave by wave and stops when the leader is the true majority with a set probability, by the Beta
     * criterion of Adaptive-Consistency (arXiv 2305.11860). Spends the least, and takes the longer for it.
     *
     * @param wave candidates at a time, at least 1
     * @param threshold the probability, 0.5 to 1
     */
    public Uni<VoteTally> inWaves(int wave, double threshold) {
        int drawn = ballot.candidates().size();
        return nextWave(wave, drawn).chain(ignored -> {
            boolean enough = decided()
                    || StoppingRules.probablyDecided(ballot.leaderVotes(), ballot.runnerUpVotes(), threshold);
            boolean nothingNew = ballot.candidates().size() == drawn;
            return enough || nothingNew || ballot.candidates().size() >= most
                    ? Uni.createFrom().item(ballot)
                    : inWaves(wave, threshold);
        });
    }

    private Uni<Candidate> nextWave(int wave, int drawn) {
        return inference.sampleApart(prompt, Math.min(wave, most - drawn))
                .onItem().transform(candidate -> new Candidate(drawn + candidate.index(), candidate.answer()))
                .onItem().invoke(this::cast)
                .collect().last();
    }

    private void cast(Candidate candidate) {
        ballot.cast(candidate);
        inference.progress(new Progress(prompt.stage(), ballot.candidates().size(), most, ballot.leader()));
    }

    private boolean decided() {
        int outstanding = most - ballot.candidates().size();
        return outstanding > 0 && StoppingRules.decided(ballot.leaderVotes(), ballot.runnerUpVotes(), outstanding);
    }
}
