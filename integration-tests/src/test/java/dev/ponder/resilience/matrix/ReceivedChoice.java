package dev.ponder.resilience.matrix;

import dev.ponder.support.client.HttpReply;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;


/** One choice of an answer, put together by the rules: a piece of a tool's call belongs to the call of its index. */
final class ReceivedChoice {

    private final StringBuilder text = new StringBuilder();
    private final List<String> finishReasons = new ArrayList<>();
    private final Map<Integer, Call> calls = new TreeMap<>();

    /** Those of a stream or of a whole reply, in order. */
    static Collection<ReceivedChoice> of(HttpReply reply) {
        var choices = new TreeMap<Integer, ReceivedChoice>();
        boolean stream = reply.header("Content-Type").startsWith("text/event-stream");
        List<JsonNode> pieces = stream
                ? reply.choices().toList()
                : StreamSupport.stream(reply.json().path("choices").spliterator(), false).toList();
        pieces.forEach(piece -> choices.computeIfAbsent(piece.path("index").asInt(), index -> new ReceivedChoice())
                .add(piece, piece.path(stream ? "delta" : "message")));
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

    private void add(JsonNode piece, JsonNode content) {
        text.append(content.path("content").asText(""));
        content.path("tool_calls").forEach(this::addCall);
        if (piece.path("finish_reason").isTextual()) {
            finishReasons.add(piece.path("finish_reason").asText());
        }
    }

    private void addCall(JsonNode piece) {
        Call call = calls.computeIfAbsent(piece.path("index").asInt(calls.size()), index -> new Call());
        call.id.append(piece.path("id").asText(""));
        call.name.append(piece.path("function").path("name").asText(""));
        call.arguments.append(piece.path("function").path("arguments").asText(""));
    }

    private static final class Call {

        private final StringBuilder id = new StringBuilder();
        private final StringBuilder name = new StringBuilder();
        private final StringBuilder arguments = new StringBuilder();
    }
}
