package dev.ponder.runtime.upstream.openai;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.runtime.stream.LogprobAccumulator;
import dev.ponder.runtime.upstream.StreamEvent;

/** Reads the events of a stream of OpenAI's API. One instance per stream; not thread-safe. */
final class ChunkReader {

    private static final String DONE = "[DONE]";

    private final UpstreamErrorClassifier errors;
    private final ThinkTagSplitter thinking = new ThinkTagSplitter();
    private final ToolCallRepair toolCalls = new ToolCallRepair();
    /** Those of text that is held back are sent with the next piece. */
    private final LogprobAccumulator logprobs = new LogprobAccumulator();
    private @Nullable FinishReason finishReason;
    private boolean ended;

    ChunkReader(UpstreamErrorClassifier errors) {
        this.errors = errors;
    }

    /** Reads the data of an event. The finish reason is held until the end of the stream, because usage follows it. */
    List<StreamEvent> read(String data) {
        var events = new ArrayList<StreamEvent>();
        if (ended || data.isBlank()) {
            return events;
        }
        if (data.strip().equals(DONE)) {
            ended = true;
            return events;
        }
        JsonNode chunk = parse(data);
        ErrorBody.inAnswer(chunk).ifPresent(error -> {
            throw errors.inBody(error);
        });
        chunk.path("choices").forEach(choice -> readChoice(choice, events));
        UsageReader.find(chunk).map(StreamEvent.Used::new).ifPresent(events::add);
        return events;
    }

    /** The rest at the end of the stream. Fails when the stream is truncated: without a finish reason and an end mark. */
    List<StreamEvent> end() {
        var events = new ArrayList<StreamEvent>();
        if (finishReason == null && !ended) {
            throw errors.unfinished();
        }
        thinking.end(reasoning -> add(events, new AnswerPart.Reasoning(reasoning)), text -> addText(events, text));
        if (logprobs.all() != null) {
            addText(events, "");
        }
        FinishReason reason = finishReason == null ? FinishReason.STOP : finishReason;
        boolean calls = toolCalls.seen() && reason.equals(FinishReason.STOP);
        add(events, new AnswerPart.Finish(calls ? FinishReason.TOOL_CALLS : reason));
        return events;
    }

    private JsonNode parse(String data) {
        try {
            return UpstreamJson.read(data);
        } catch (JsonProcessingException e) {
            throw errors.malformed("an event that is not JSON");
        }
    }

    private void readChoice(JsonNode choice, List<StreamEvent> events) {
        if (choice.path("index").asInt(0) != 0) {
            return;
        }
        JsonNode delta = choice.path("delta");
        String reasoning = ReasoningReader.reasoning(delta);
        if (!reasoning.isEmpty()) {
            add(events, new AnswerPart.Reasoning(reasoning));
        }
        readText(choice, ReasoningReader.text(delta.path("content")), events);
        if (!delta.path("refusal").asText("").isEmpty()) {
            add(events, new AnswerPart.Refusal(delta.path("refusal").asText()));
        }
        delta.path("tool_calls").forEach(call -> addToolCall(call, events));
        String reason = choice.path("finish_reason").asText("");
        if (FinishReason.reports(reason)) {
            finishReason = FinishReason.reported(reason);
        }
    }

    private void addToolCall(JsonNode json, List<StreamEvent> events) {
        if (json instanceof ObjectNode piece) {
            toolCalls.repair(piece);
            JsonNode function = piece.path("function");
            add(events, new AnswerPart.ToolCallDelta(piece.path("index").asInt(), textOrNull(piece.path("id")),
                    textOrNull(function.path("name")), function.path("arguments").asText("")));
        }
    }

    private static @Nullable String textOrNull(JsonNode node) {
        return node.isTextual() && !node.asText().isEmpty() ? node.asText() : null;
    }

    private void readText(JsonNode choice, String text, List<StreamEvent> events) {
        logprobs.add(choice.hasNonNull("logprobs") ? choice.get("logprobs") : null);
        thinking.add(text, reasoning -> add(events, new AnswerPart.Reasoning(reasoning)),
                piece -> addText(events, piece));
    }

    private void addText(List<StreamEvent> events, String text) {
        add(events, new AnswerPart.Text(text, logprobs.take()));
    }

    private static void add(List<StreamEvent> events, AnswerPart part) {
        events.add(new StreamEvent.Part(part));
    }
}
