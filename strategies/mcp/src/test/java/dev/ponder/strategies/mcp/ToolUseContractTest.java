package dev.ponder.strategies.mcp;

import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

class ToolUseContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(config -> new ToolUse(config, FakeTools.reading("42")), McpStrategyConfig.class)
                .with("ponder.strategies.mcp.max-rounds", "3");
    }

    /** Calls a tool of the server in every second reply, and the client's tool if there is one. */
    @Override
    public ScriptedReply reply(UpstreamCall call, int number) {
        if (call.parameters().getOrDefault("tools", call.parameters().get("none")).toString().contains("weather")) {
            return super.reply(call, number);
        }
        return call.conversation().endsWithToolResult()
                ? ScriptedReply.text("The answer is " + number + ".")
                : FakeTools.calling("I read the file.", "files__read", "{\"path\": \"a\"}");
    }
}
