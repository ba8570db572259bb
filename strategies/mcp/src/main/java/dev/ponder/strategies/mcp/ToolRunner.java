package dev.ponder.strategies.mcp;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.ponder.api.Fence;
import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Content;
import dev.ponder.api.chat.Role;
import dev.ponder.api.chat.ToolCall;
import dev.ponder.mcp.McpTool;
import dev.ponder.mcp.ToolResult;
import dev.ponder.toolkit.text.FenceKind;
import dev.ponder.toolkit.text.MiddleTruncation;
import io.smallrye.mutiny.Uni;

/**
 * Makes the calls of a round in parallel, within the limits of the request. A call that is not made or fails has a result that
 * tells the model why. One instance for each choice; not thread-safe.
 */
final class ToolRunner {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STAGE = "tool";
    private static final int MOST_STALLED_ROUNDS = 2;

    private final Inference inference;
    private final McpStrategyConfig settings;
    private final OfferedTools tools;
    private final Fence fence;
    private final Map<String, Integer> made = new HashMap<>();
    private int calls;
    private int done;
    private int stalledRounds;
    private long characters;

    ToolRunner(Inference inference, McpStrategyConfig settings, OfferedTools tools, Fence fence) {
        this.inference = inference;
        this.settings = settings;
        this.tools = tools;
        this.fence = fence;
    }

    /** Why no further call is made; empty if there may be some. */
    String exhausted() {
        if (calls >= settings.maxToolCalls()) {
            return "the limit of " + settings.maxToolCalls() + " tool calls was reached";
        }
        if (characters >= settings.resultCharacters()) {
            return "the limit of " + settings.resultCharacters() + " characters of tool results was reached";
        }
        return stalledRounds >= MOST_STALLED_ROUNDS ? "the model repeated calls that cannot be made" : "";
    }

    /** Makes the calls and emits their results as messages, in the order of the calls. */
    Uni<List<ChatMessage>> run(List<ToolCall> requested) {
        int before = calls;
        List<Uni<ToolResult>> results = new ArrayList<>();
        requested.forEach(call -> results.add(run(call)));
        stalledRounds = calls == before ? stalledRounds + 1 : 0;
        return Uni.join().all(results).usingConcurrencyOf(settings.parallelToolCalls()).andFailFast()
                .chain(finished -> inference.compute(
                        finished.stream().mapToLong(result -> result.text().length()).sum(),
                        () -> messages(requested, finished)));
    }

    private Uni<ToolResult> run(ToolCall call) {
        McpTool tool = tools.find(call.name()).orElse(null);
        if (tool == null) {
            return refused("There is no tool of this name.");
        }
        if (calls >= settings.maxToolCalls()) {
            return refused("Not called: the limit of " + settings.maxToolCalls()
                    + " tool calls is reached. Answer with the results so far.");
        }
        ObjectNode arguments = arguments(call.arguments());
        if (arguments == null) {
            return refused("Not called: the arguments are not a JSON object.");
        }
        String key = call.name() + arguments;
        int times = made.getOrDefault(key, 0);
        if (times >= settings.identicalToolCalls()) {
            return refused("Not called: the same call was made " + settings.identicalToolCalls()
                    + " times. Use its results, call another tool, or answer.");
        }
        made.put(key, times + 1);
        calls++;
        return Uni.createFrom().deferred(() -> call(tool, arguments));
    }

    private Uni<ToolResult> call(McpTool tool, ObjectNode arguments) {
        Instant start = inference.clock().instant();
        progress("calling " + tool.label());
        return inference.onEventLoop(tool.invocation().call(arguments)).invoke(result -> {
            done++;
            progress(tool.label() + (result.error() ? " failed" : " returned " + result.text().length() + " characters")
                    + " after " + Duration.between(start, inference.clock().instant()).toMillis() + " ms");
        });
    }

    private void progress(String note) {
        inference.progress(new Progress(STAGE, done, Math.max(done, calls), note));
    }

    private static Uni<ToolResult> refused(String reason) {
        return Uni.createFrom().item(ToolResult.failed(reason));
    }

    /** Some models send nothing when a tool takes no arguments. */
    private static @Nullable ObjectNode arguments(String text) {
        if (text.isBlank()) {
            return JSON.createObjectNode();
        }
        try {
            JsonNode json = JSON.readTree(text);
            return json instanceof ObjectNode object ? object : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private List<ChatMessage> messages(List<ToolCall> requested, List<ToolResult> results) {
        var messages = new ArrayList<ChatMessage>();
        for (int i = 0; i < requested.size(); i++) {
            ToolCall call = requested.get(i);
            ToolResult result = results.get(i);
            int left = (int) Math.max(1, settings.resultCharacters() - characters);
            String text = MiddleTruncation.of(result.text(), left);
            characters += Math.min(result.text().length(), left);
            String block = FenceKind.RESULT.wrap(fence, "R" + (messages.size() + 1), text);
            messages.add(new ChatMessage(Role.TOOL,
                    new Content.Text(result.error() ? "The call failed.\n" + block : block),
                    Map.of("tool_call_id", TextNode.valueOf(call.id()))));
        }
        return messages;
    }
}
