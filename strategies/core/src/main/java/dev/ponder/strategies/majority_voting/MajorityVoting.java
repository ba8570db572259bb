package dev.ponder.strategies.majority_voting;

import java.util.Optional;

import dev.ponder.api.Answer;
import dev.ponder.api.Cost;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Prompt;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.toolkit.vote.VoteTally;
import dev.ponder.toolkit.vote.VotingSampler;
import io.smallrye.mutiny.Uni;

/** Samples many answers in parallel and returns the most frequent one, without a judge. */
@Strategy(id = "majority_voting", title = "Majority voting", paper = "arXiv:2203.11171",
        summary = "Samples several answers and returns the most frequent one, without a judge.",
        settings = MajorityVotingConfig.class, tools = ToolPolicy.VOTE)
class MajorityVoting implements InferenceStrategy.Buffered {

    private static final String STAGE = "sample";

    private final MajorityVotingConfig config;

    MajorityVoting(MajorityVotingConfig config) {
        this.config = config;
    }

    @Override
    public Cost cost(Settings settings) {
        return new Cost(settings.of(config).k(), 1);
    }

    @Override
    public Uni<Answer> answer(Inference inference) {
        MajorityVotingConfig settings = inference.settings().of(config);
        return new VotingSampler(inference,
                Prompt.sampling(STAGE, inference.request(), inference.settings(), settings.temperature()),
                settings.k())
                .untilDecided()
                .chain(tally -> winner(inference, tally));
    }

    private static Uni<Answer> winner(Inference inference, VoteTally tally) {
        Optional<String> undecided = tally.undecided();
        undecided.ifPresent(reason -> inference.report(
                new Finding.Degraded(STAGE, reason + ", so the most typical answer was chosen")));
        return inference.compute(tally.characters(),
                () -> (undecided.isPresent() ? tally.mostTypical() : tally.winner().or(tally::mostTypical))
                        .orElseThrow(() -> UpstreamException.of(UpstreamException.Fault.MALFORMED,
                                "majority_voting: no sample was returned (expected at least one)", null)));
    }
}
