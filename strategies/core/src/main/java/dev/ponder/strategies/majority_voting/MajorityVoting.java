package dev.ponder.strategies.majority_voting;

import dev.ponder.api.Answer;
import dev.ponder.api.Cost;
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

/** Samples many answers in one wave and returns the one that most of them come to; never asks a judge. */
@Strategy(id = "majority_voting", title = "Majority voting", paper = "arXiv:2203.11171",
        summary = "Samples many answers and returns the one that most of them come to, without a judge.",
        settings = MajorityVotingConfig.class, tools = ToolPolicy.VOTE)
class MajorityVoting implements InferenceStrategy.Buffered {

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
        MajorityVotingConfig wanted = inference.settings().of(config);
        return new VotingSampler(inference, Prompt.sampling("sample", inference, wanted.temperature()), wanted.k())
                .atOnce()
                .map(MajorityVoting::elected);
    }

    private static Answer elected(VoteTally ballot) {
        return ballot.winner().or(ballot::mostTypical)
                .orElseThrow(() -> UpstreamException.of(UpstreamException.Fault.MALFORMED,
                        "majority_voting: no sample came back (expected at least one)", null));
    }
}
