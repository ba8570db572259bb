package dev.ponder.strategies.self_consistency;

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
import dev.ponder.strategies.self_consistency.SelfConsistencyConfig.Fallback;
import dev.ponder.strategies.self_consistency.SelfConsistencyConfig.Mode;
import dev.ponder.toolkit.vote.UniversalSelfConsistency;
import dev.ponder.toolkit.vote.VoteTally;
import dev.ponder.toolkit.vote.VotingSampler;
import io.smallrye.mutiny.Uni;

/** Samples several reasoning paths and returns the most frequent answer. */
@Strategy(id = "self_consistency", title = "Self-consistency", paper = "arXiv:2203.11171",
        summary = "Samples several reasoning paths and returns the most frequent answer.",
        settings = SelfConsistencyConfig.class, tools = ToolPolicy.VOTE)
class SelfConsistency implements InferenceStrategy.Buffered {

    private static final String STAGE = "sample";

    private final SelfConsistencyConfig config;

    SelfConsistency(SelfConsistencyConfig config) {
        this.config = config;
    }

    @Override
    public Cost cost(Settings settings) {
        SelfConsistencyConfig own = settings.of(config);
        int waves = own.mode() == Mode.COST ? (own.samples() + own.wave() - 1) / own.wave() : 1;
        boolean judged = own.fallback() == Fallback.USC && own.samples() > 1;
        return new Cost(own.samples() + (judged ? UniversalSelfConsistency.CALLS : 0), waves + (judged ? 1 : 0));
    }

    @Override
    public Uni<Answer> answer(Inference inference) {
        SelfConsistencyConfig settings = inference.settings().of(config);
        return vote(inference, settings)
                .chain(tally -> winner(inference, settings, tally))
                .map(SelfConsistency::present);
    }

    private static Uni<VoteTally> vote(Inference inference, SelfConsistencyConfig settings) {
        var sampler = new VotingSampler(inference,
                Prompt.sampling(STAGE, inference.request(), inference.settings(), settings.temperature()),
                settings.samples());
        if (settings.mode() == Mode.LATENCY) {
            return sampler.untilDecided();
        }
        return switch (settings.stopping()) {
            case BETA -> sampler.inWaves(settings.wave(), settings.threshold());
            case ESC -> sampler.inWindows(settings.wave());
        };
    }

    private static Uni<Optional<Answer>> winner(Inference inference, SelfConsistencyConfig settings, VoteTally tally) {
        Optional<String> undecided = tally.undecided();
        if (undecided.isEmpty()) {
            return inference.compute(tally.characters(), () -> tally.winner().or(tally::mostTypical));
        }
        Uni<Optional<Answer>> chosen = settings.fallback() == Fallback.USC
                ? UniversalSelfConsistency.of(inference, tally)
                : Uni.createFrom().item(Optional.empty());
        return chosen.onItem().invoke(answer -> inference.report(new Finding.Degraded(STAGE, undecided.get()
                + (answer.isPresent()
                        ? ", so a model chose the most consistent answer"
                        : ", so the most typical answer was chosen"))))
                .chain(answer -> answer.isPresent()
                        ? Uni.createFrom().item(answer)
                        : inference.compute(tally.characters(), tally::mostTypical));
    }

    private static Answer present(Optional<Answer> answer) {
        return answer.orElseThrow(() -> UpstreamException.of(UpstreamException.Fault.MALFORMED,
                "self_consistency: no sample was returned (expected at least one)", null));
    }
}
