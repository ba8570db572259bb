package dev.ponder.strategies.moa;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Cost;
import dev.ponder.api.Fence;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import io.smallrye.mutiny.Multi;

/**
 * Has drafts written in parallel, has them criticised, and writes the answer with both at hand; what it writes is
 * streamed as it comes, under the client's own parameters.
 *
 * <p>Only the stage that writes the answer sees the client's tools. A request that goes on from a tool's result is
 * answered without drafts: the agents do not know what they could call next.
 */
@Strategy(id = "moa", title = "Mixture of agents", paper = "arXiv:2406.04692", settings = MixtureOfAgentsConfig.class,
        summary = "Has several drafts written in parallel, has them criticised, and writes one answer from them.",
        tools = ToolPolicy.FINAL_STAGE)
class MixtureOfAgents implements InferenceStrategy.Streaming {

    private final MixtureOfAgentsConfig config;

    MixtureOfAgents(MixtureOfAgentsConfig config) {
        this.config = config;
    }

    /** A call for each draft of each layer, one for the critique where one is wanted, one for the answer. */
    @Override
    public Cost cost(Settings settings) {
        MixtureOfAgentsConfig chosen = settings.of(config);
        int closing = chosen.critique() ? 2 : 1;
        return new Cost(chosen.layers() * Proposers.of(chosen).size() + closing, chosen.layers() + closing);
    }

    @Override
    public Multi<AnswerPart> stream(Inference inference) {
        MixtureOfAgentsConfig settings = inference.settings().of(config);
        var blocks = new PromptBlocks(Fence.of(inference.random()), settings.draftMaxChars());
        var aggregator = new Aggregator(inference, settings, blocks);
        if (inference.request().conversation().endsWithToolResult()) {
            return aggregator.plainAnswer();
        }
        return new ProposerLayers(inference, settings, blocks).drafts()
                .chain(new Critic(inference, settings, blocks)::review)
                .onItem().transformToMulti(aggregator::answer);
    }
}
