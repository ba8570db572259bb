package dev.ponder.strategies.moa;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Cost;
import dev.ponder.api.Fence;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import dev.ponder.strategies.moa.ProposerLayers.Proposers;
import io.smallrye.mutiny.Multi;

/**
 * Proposers write drafts in parallel, a critic compares them, and an aggregator writes the answer from both, streamed
 * and under the client's parameters.
 *
 * <p>Only the aggregator sees the client's tools. A request that continues from a tool result is answered without
 * drafts, because the proposers cannot tell which tool to call next.
 */
@Strategy(id = "moa", title = "Mixture of agents", paper = "arXiv:2406.04692", settings = MixtureOfAgentsConfig.class,
        summary = "Writes several drafts in parallel, criticises them, and writes one answer from them.",
        tools = ToolPolicy.FINAL_STAGE)
class MixtureOfAgents implements InferenceStrategy.Streaming {

    private final MixtureOfAgentsConfig config;

    MixtureOfAgents(MixtureOfAgentsConfig config) {
        this.config = config;
    }

    /** One call for each draft of each layer, one for the critique if it is turned on, one for the answer. */
    @Override
    public Cost cost(Settings settings) {
        MixtureOfAgentsConfig own = settings.of(config);
        int closing = own.critique() ? 2 : 1;
        return new Cost(own.layers() * Proposers.of(own).size() + closing, own.layers() + closing);
    }

    @Override
    public Multi<AnswerPart> stream(Inference inference) {
        MixtureOfAgentsConfig settings = inference.settings().of(config);
        var blocks = new DraftBlocks(Fence.of(inference.random()), settings.draftMaxChars());
        var aggregator = new Aggregator(inference, settings, blocks);
        if (inference.request().conversation().endsWithToolResult()) {
            return aggregator.plainAnswer();
        }
        return new ProposerLayers(inference, settings, blocks).drafts()
                .chain(new Critic(inference, settings, blocks)::review)
                .onItem().transformToMulti(aggregator::answer);
    }
}
