package dev.ponder.support.upstream;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Calls a tool if the request offers tools, in a stream in several chunks; otherwise answers with a thought. */
public record ToolCallScript(String tool, String arguments) implements UpstreamScript {

    private static final String ID = "call_1";

    @Override
    public void play(FakeCall call) {
        if (!call.json().has("tools")) {
            UpstreamScript.answers("I think I need the " + tool + ".").play(call);
        } else if (call.streaming()) {
            int half = arguments.length() / 2;
            call.begin().event(first(call.model()))
                    .event(next(call.model(), arguments.substring(0, half)))
                    .event(next(call.model(), arguments.substring(half)));
            call.finish("tool_calls");
        } else {
            call.json(whole(call.model()));
        }
    }

    private ObjectNode whole(String model) {
        ObjectNode json = ChatJson.completion(model, List.of(""), "tool_calls");
        ObjectNode message = (ObjectNode) json.path("choices").path(0).path("message");
        message.putNull("content");
        message.putArray("tool_calls").addObject().put("id", ID).put("type", "function")
                .putObject("function").put("name", tool).put("arguments", arguments);
        return json;
    }

    private JsonNode first(String model) {
        ObjectNode chunk = ChatJson.chunk(model);
        ChatJson.delta(chunk).putArray("tool_calls").addObject().put("index", 0).put("id", ID).put("type", "function")
                .putObject("function").put("name", tool).put("arguments", "");
        return chunk;
    }

    private static JsonNode next(String model, String arguments) {
        ObjectNode chunk = ChatJson.chunk(model);
        ChatJson.delta(chunk).putArray("tool_calls").addObject().put("index", 0)
                .putObject("function").put("arguments", arguments);
        return chunk;
    }
}
