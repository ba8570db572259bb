package dev.ponder.resilience.matrix.upstream;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.support.upstream.ChatJson;
import dev.ponder.support.upstream.UpstreamScript;

/** Two tool calls: correct in a whole completion, and with unusual indexes in a stream, where each is split. */
public final class ToolCallVariants {

    public static final String FUNCTION = "weather";
    public static final List<String> IDS = List.of("call_paris", "call_rome");
    public static final List<String> ARGUMENTS = List.of("{\"city\":\"Paris\"}", "{\"city\":\"Rome\"}");

    private ToolCallVariants() {
    }

    /** Both calls have the same index; only the id differs. */
    public static UpstreamScript withSharedIndex() {
        return calls(call -> 0);
    }

    /** The calls have no index. */
    public static UpstreamScript withoutIndex() {
        return calls(call -> null);
    }

    /** The calls have an index, but no ids. */
    public static UpstreamScript withoutIds() {
        return call -> {
            var answer = new AnswerObjects(call.streaming(), call.streaming()
                    ? events(call.model(), number -> number)
                    : List.of(whole(call.model())));
            answer.objects().stream().flatMap(object -> object.findValues("tool_calls").stream())
                    .forEach(calls -> calls.forEach(each -> ((ObjectNode) each).remove("id")));
            answer.write(call);
        };
    }

    private static UpstreamScript calls(IntFunction<@Nullable Integer> index) {
        return call -> new AnswerObjects(call.streaming(), call.streaming()
                ? events(call.model(), index)
                : List.of(whole(call.model()))).write(call);
    }

    private static ObjectNode whole(String model) {
        ObjectNode completion = ChatJson.completion(model, List.of(""), "tool_calls");
        ObjectNode message = (ObjectNode) completion.path("choices").path(0).path("message");
        ArrayNode calls = message.putNull("content").putArray("tool_calls");
        for (int i = 0; i < IDS.size(); i++) {
            begin(calls.addObject(), i).put("arguments", ARGUMENTS.get(i));
        }
        return completion;
    }

    private static List<ObjectNode> events(String model, IntFunction<@Nullable Integer> index) {
        List<ObjectNode> events = new ArrayList<>(List.of(ChatJson.role(model)));
        for (int i = 0; i < IDS.size(); i++) {
            Integer wire = index.apply(i);
            ObjectNode first = delta(events, model, wire);
            begin(first, i).put("arguments", "");
            for (String part : ARGUMENTS.get(i).split("(?<=:)")) {
                delta(events, model, wire).putObject("function").put("arguments", part);
            }
        }
        events.add(ChatJson.finish(model, "tool_calls"));
        events.add(ChatJson.usage(model));
        return events;
    }

    private static ObjectNode delta(List<ObjectNode> events, String model, @Nullable Integer index) {
        ObjectNode chunk = ChatJson.chunk(model);
        events.add(chunk);
        ObjectNode part = ChatJson.delta(chunk).putArray("tool_calls").addObject();
        return index == null ? part : part.put("index", index);
    }

    private static ObjectNode begin(ObjectNode call, int number) {
        return call.put("id", IDS.get(number)).put("type", "function").putObject("function").put("name", FUNCTION);
    }
}
