package dev.ponder.resilience.matrix;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.support.client.HttpReply;

/** One choice of an answer, accumulated from chunks; a part of a tool call belongs to the call with the same index. */
final class ReceivedChoice {

    private final StringBuilder text = new StringBuilder();
    private final List<String> finishReasons = new ArrayList<>();
    private final Map<Integer, ToolCall> calls = new TreeMap<>();

    /** Returns the choices of a stream or of a whole reply, in order. */
    static Collection<ReceivedChoice> of(HttpReply reply) {
        var choices = new TreeMap<Integer, ReceivedChoice>();
        boolean stream = reply.header("Content-Type").startsWith("text/event-stream");
        List<JsonNode> parts = stream
                ? reply.choices().toList()
                : StreamSupport.stream(reply.json().path("choices").spliterator(), false).toList();
        parts.forEach(part -> choices.computeIfAbsent(part.path("index").asInt(), index -> new ReceivedChoice())
                .add(part, part.path(stream ? "delta" : "message")));
        return choices.values();
    }

    String text() {
        return text.toString();
    }

    List<String> finishReasons() {
        return finishReasons;
    }

    List<String> callIds() {
        return calls.values().stream().map(call -> call.id.toString()).toList();
    }

    List<String> callNames() {
        return calls.values().stream().map(call -> call.name.toString()).toList();
    }

    List<String> callArguments() {
        return calls.values().stream().map(call -> call.arguments.toString()).toList();
    }

    private void add(JsonNode part, JsonNode content) {
        text.append(content.path("content").asText(""));
        content.path("tool_calls").forEach(this::addCall);
        if (part.path("finish_reason").isTextual()) {
            finishReasons.add(part.path("finish_reason").asText());
        }
    }

    private void addCall(JsonNode part) {
        ToolCall call = calls.computeIfAbsent(part.path("index").asInt(calls.size()), index -> new ToolCall());
        call.id.append(part.path("id").asText(""));
        call.name.append(part.path("function").path("name").asText(""));
        call.arguments.append(part.path("function").path("arguments").asText(""));
    }

    private static final class ToolCall {

        private final StringBuilder id = new StringBuilder();
        private final StringBuilder name = new StringBuilder();
        private final StringBuilder arguments = new StringBuilder();
    }
}
