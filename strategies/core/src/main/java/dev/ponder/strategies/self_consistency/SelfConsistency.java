package dev.ponder.strategies.self_consistency;

import java.util.Optional;

import dev.ponder.api.Answer;
import dev.ponder.api.Cost;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Prompt;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.strategies.self_consistency.SelfConsistencyConfig.Fallback;
import dev.ponder.strategies.self_consistency.SelfConsistencyConfig.Mode;
import dev.ponder.toolkit.vote.UniversalSelfConsistency;
import dev.ponder.toolkit.vote.VoteTally;
import dev.ponder.toolkit.vote.VotingSampler;
import io.smallrye.mutiny.Uni;

/** Samples several ways of reasoning and returns the answer that most of them come to. */
@Strategy(id = "self_consistency", title = "Self-consistency", paper = "arXiv:2203.11171",
        summary = "Samples several ways of reasoning and returns the answer that most of them come to.",
        settings = SelfConsistencyConfig.class, tools = ToolPolicy.VOTE)
class SelfConsistency implements InferenceStrategy.Buffered {

    private final SelfConsistencyConfig config;

    SelfConsistency(SelfConsistencyConfig config) {
        this.config = config;
    }

    @Override
    public Cost cost(Settings settings) {
        SelfConsistencyConfig wanted = settings.of(config);
        int waves = wanted.mode() == Mode.COST ? (wanted.samples() + wanted.wave() - 1) / wanted.wave() : 1;
        boolean judged = wanted.fallback() == Fallback.USC && wanted.samples() > 1;
        return new Cost(wanted.samples() + (judged ? UniversalSelfConsistency.CALLS : 0), waves + (judged ? 1 : 0));
    }

    @Override
    public Uni<Answer> answer(Inference inference) {
        SelfConsistencyConfig wanted = inference.settings().of(config);
        return vote(inference, wanted)
                .chain(ballot -> outcome(inference, wanted, ballot))
                .map(SelfConsistency::orNothing);
    }

    private static Uni<VoteTally> vote(Inference inference, SelfConsistencyConfig wanted) {
        var poll = new VotingSampler(inference, Prompt.sampling("sample", inference, wanted.temperature()),
                wanted.samples());
        return wanted.mode() == Mode.LATENCY ? poll.atOnce() : poll.inWaves(wanted.wave(), wanted.threshold());
    }

    private static Uni<Optional<Answer>> outcome(Inference inference, SelfConsistencyConfig wanted, VoteTally ballot) {
        if (!ballot.inconclusive()) {
            return Uni.createFrom().item(ballot.winner());
        }
        return wanted.fallback() == Fallback.USC
                ? UniversalSelfConsistency.of(inference, ballot)
                : Uni.createFrom().item(ballot.mostTypical());
    }

    private static Answer orNothing(Optional<Answer> answer) {
        return answer.orElseThrow(() -> UpstreamException.of(UpstreamException.Fault.MALFORMED,
                "self_consistency: no sample came back (expected at least one)", null));
    }
}
