package dev.ponder.strategies.mcp;

import dev.ponder.api.Parameter;
import dev.ponder.api.StrategySettings;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of tool use with MCP servers. */
@ConfigMapping(prefix = "ponder.strategies.mcp")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface McpStrategyConfig extends StrategySettings {

    /**
     * Maximum number of calls to the model, 1 to 50. In the last one the model may not call tools of MCP servers, so that it
     * answers from the results it has.
     */
    @WithDefault("10")
    @Parameter(min = 1, max = 50, flat = "mcp_max_rounds")
    int maxRounds();

    /** Maximum number of calls to tools, 0 to 200. After the last one, the model answers from the results it has. */
    @WithDefault("30")
    @Parameter(min = 0, max = 200, flat = "mcp_max_tool_calls")
    int maxToolCalls();

    /** Maximum number of calls to tools at the same time, 1 to 32. */
    @WithDefault("8")
    @Parameter(min = 1, max = 32)
    int parallelToolCalls();

    /**
     * Maximum number of calls to the same tool with the same arguments, 1 to 20. Further ones are not made, and the model is
     * told so.
     */
    @WithDefault("3")
    @Parameter(min = 1, max = 20)
    int identicalToolCalls();

    /** Maximum number of characters of all results together, 1000 to 10000000. Further results are cut. */
    @WithDefault("400000")
    @Parameter(min = 1000, max = 10_000_000)
    int resultCharacters();
}
