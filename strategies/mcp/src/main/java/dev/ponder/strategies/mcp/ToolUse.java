package dev.ponder.strategies.mcp;

import java.util.List;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Cost;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Prompt;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import dev.ponder.mcp.ToolCatalog;
import dev.ponder.mcp.ToolProvider;
import io.smallrye.mutiny.Multi;

/**
 * Lets the model call tools of MCP servers (modelcontextprotocol.io) in a loop of reasoning and acting (ReAct,
 * arXiv:2210.03629): the model calls tools, the server makes the calls in parallel, and the model continues with the results,
 * until it answers or a limit is reached. The text of every round is streamed.
 *
 * <p>The client's own tools are offered beside them. A reply that calls one of these ends the loop and is passed to the client.
 */
@Strategy(id = "mcp", title = "Tools of MCP servers", paper = "arXiv:2210.03629", settings = McpStrategyConfig.class,
        summary = "The model calls tools of MCP servers, several rounds if needed, and answers with their results.",
        tools = ToolPolicy.FINAL_STAGE, enabled = false)
class ToolUse implements InferenceStrategy.Streaming {

    private static final ToolCatalog UNAVAILABLE = new ToolCatalog(List.of(),
            List.of("the MCP servers are not available"));

    private final McpStrategyConfig config;
    private final ToolProvider provider;

    ToolUse(McpStrategyConfig config, ToolProvider provider) {
        this.config = config;
        this.provider = provider;
    }

    @Override
    public Cost cost(Settings settings) {
        int rounds = settings.of(config).maxRounds();
        return new Cost(rounds, rounds);
    }

    @Override
    public Multi<AnswerPart> stream(Inference inference) {
        if (OfferedTools.excludedBy(inference.request())) {
            return plainAnswer(inference);
        }
        McpStrategyConfig settings = inference.settings().of(config);
        return inference.onEventLoop(provider.tools())
                .onFailure().recoverWithItem(UNAVAILABLE).onItem().transformToMulti(catalog -> {
            catalog.problems().forEach(problem -> inference.report(new Finding.Degraded("tools", problem)));
            var tools = new OfferedTools(inference.request(), catalog);
            return tools.isEmpty() ? noTools(inference) : new ToolLoop(inference, settings, tools).answer();
        });
    }

    private static Multi<AnswerPart> noTools(Inference inference) {
        inference.report(new Finding.Degraded("tools", "no MCP server offers a tool, the model answers without"));
        return plainAnswer(inference);
    }

    private static Multi<AnswerPart> plainAnswer(Inference inference) {
        return inference.answer(Prompt.inheriting("answer", inference.request()));
    }
}
