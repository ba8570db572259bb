package dev.ponder.strategies.mcp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Answer;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.ToolCall;
import dev.ponder.mcp.McpTool;
import dev.ponder.mcp.ToolCatalog;
import dev.ponder.mcp.ToolProvider;
import dev.ponder.mcp.ToolResult;
import dev.ponder.testing.ScriptedReply;
import io.smallrye.mutiny.Uni;

/** Tools of a server {@code files} without a server, and replies that call them. */
final class FakeTools implements ToolProvider {

    private final Map<String, Function<ObjectNode, Uni<ToolResult>>> tools = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    /** The calls so far: name and arguments. */
    final List<String> calls = new ArrayList<>();

    static FakeTools reading(String content) {
        return new FakeTools().with("read", arguments -> Uni.createFrom().item(ToolResult.of(content)));
    }

    FakeTools with(String name, Function<ObjectNode, Uni<ToolResult>> behaviour) {
        tools.put(name, behaviour);
        return this;
    }

    FakeTools problem(String problem) {
        problems.add(problem);
        return this;
    }

    @Override
    public Uni<ToolCatalog> tools() {
        return Uni.createFrom().item(new ToolCatalog(tools.keySet().stream().map(this::tool).toList(), problems));
    }

    private McpTool tool(String name) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        return new McpTool("files__" + name, "files", name, "Does " + name + ".", schema, arguments -> {
            calls.add(name + arguments);
            return tools.get(name).apply(arguments);
        });
    }

    /** A reply that calls functions: name and arguments in turn. */
    static ScriptedReply calling(String text, String... namesAndArguments) {
        List<ToolCall> calls = IntStream.range(0, namesAndArguments.length / 2)
                .mapToObj(i -> new ToolCall("call_" + i, namesAndArguments[2 * i], namesAndArguments[2 * i + 1]))
                .toList();
        return ScriptedReply.answer(new Answer(text, "", calls, "", FinishReason.TOOL_CALLS, null, List.of()));
    }
}
