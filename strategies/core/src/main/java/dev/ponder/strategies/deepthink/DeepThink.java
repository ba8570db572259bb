package dev.ponder.strategies.deepthink;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.Cost;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.toolkit.vote.VoteTally;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Makes a plan for the task, samples several answers that follow it, and returns the majority if enough of them agree; if
 * not, a judge's choice or a greedy answer.
 *
 * <p>A request that continues from a tool result is answered by one plain call, because a plan for the whole task does not
 * tell which step comes next.
 */
@Strategy(id = "deepthink", title = "Deep think", paper = "arXiv:2402.03620", settings = DeepThinkConfig.class,
        summary = "Makes a plan for the task and samples answers that follow it; a judge chooses if too few agree.",
        tools = ToolPolicy.VOTE)
class DeepThink implements InferenceStrategy.Buffered {

    private static final String STAGE = "sample";

    private final DeepThinkConfig config;

    DeepThink(DeepThinkConfig config) {
        this.config = config;
    }

    @Override
    public Cost cost(Settings settings) {
        DeepThinkConfig own = settings.of(config);
        int fallback = UncertaintyRouter.calls(own);
        return new Cost((own.selfDiscover() ? SelfDiscover.CALLS : 0) + own.samples() + fallback,
                (own.selfDiscover() ? 1 : 0) + 1 + Math.min(fallback, 1));
    }

    @Override
    public Uni<Answer> answer(Inference inference) {
        ChatRequest request = inference.request();
        if (request.conversation().endsWithToolResult()) {
            return inference.ask(Prompt.inheriting("answer", request));
        }
        DeepThinkConfig settings = inference.settings().of(config);
        return new SelfDiscover(inference, settings).planned()
                .map(planned -> Prompt.sampling(STAGE, planned, inference.settings(), settings.temperature()))
                .chain(prompt -> {
                    var router = new UncertaintyRouter(inference, settings, prompt);
                    return sampled(inference, settings, prompt, router).chain(router::route);
                });
    }

    /** The votes of the samples. Where the majority can be certain before the last one, the rest is cancelled. */
    private static Uni<VoteTally> sampled(Inference inference, DeepThinkConfig settings, Prompt prompt,
            UncertaintyRouter router) {
        int samples = settings.samples();
        var tally = new VoteTally(inference.request().conversation().question());
        Multi<Candidate> candidates = router.needed(samples) < samples
                ? inference.sampleIndividually(prompt, samples)
                : inference.sample(prompt, samples);
        return candidates
                .onItem().transformToUniAndConcatenate(candidate -> cast(inference, candidate, tally, samples))
                .select().first(votes -> !router.certain(votes, samples - votes.candidates().size()))
                .collect().last()
                .invoke(votes -> inference.report(tally.finding(STAGE)))
                .replaceWith(tally);
    }

    private static Uni<VoteTally> cast(Inference inference, Candidate candidate, VoteTally tally, int samples) {
        return inference.compute(tally.characters() + candidate.answer().characters(), () -> {
            tally.cast(candidate);
            return tally.leaderSummary();
        }).map(leader -> {
            inference.progress(new Progress(STAGE, tally.candidates().size(), samples, leader));
            return tally;
        });
    }
}
