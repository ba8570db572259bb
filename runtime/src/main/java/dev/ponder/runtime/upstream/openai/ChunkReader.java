package dev.ponder.runtime.upstream.openai;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.ExtraMembers;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.runtime.stream.ContentParts;
import dev.ponder.runtime.stream.LogprobAccumulator;
import dev.ponder.runtime.upstream.FinishReasonReader;
import dev.ponder.runtime.upstream.StreamEvent;

/** Reads the events of a stream of OpenAI's API. One instance per stream; not thread-safe. */
final class ChunkReader {

    private static final String DONE = "[DONE]";

    private final UpstreamErrorClassifier errors;
    private final SurrogateJoiner surrogates = new SurrogateJoiner();
    private final ThinkTagSplitter thinking = new ThinkTagSplitter();
    private final ToolCallReader toolCalls = new ToolCallReader();
    /** Those of text that is held back are sent with the next piece. */
    private final LogprobAccumulator logprobs = new LogprobAccumulator();
    /** Most servers repeat them in each chunk. */
    private final Map<String, JsonNode> completionMembers = new HashMap<>();
    /** Those of the choice's last chunk are sent with the finish reason. */
    private Map<String, JsonNode> lastMembers = Map.of();
    private @Nullable FinishReason finishReason;
    private boolean ended;
    private boolean answered;

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
        surrogates.join(data, chunk);
        addExtra(events, Map.of(), Map.of(), news(ExtraMembersReader.ofCompletion(chunk)));
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
        surrogates.rest().forEach(delta -> readDelta(delta, events));
        thinking.end(reasoning -> add(events, new AnswerPart.Reasoning(reasoning)), text -> addText(events, text));
        if (logprobs.all() != null) {
            addText(events, "");
        }
        if (finishReason != null && finishReason.equals(FinishReason.ERROR) && !answered) {
            throw errors.failedAnswer();
        }
        addExtra(events, Map.of(), lastMembers, Map.of());
        add(events, new AnswerPart.Finish(toolCalls.reason(finishReason == null ? FinishReason.STOP : finishReason)));
        return events;
    }

    private JsonNode parse(String data) {
        try {
            return UpstreamJson.read(data);
        } catch (JsonProcessingException e) {
            throw errors.malformed("an event that is not JSON");
        }
    }

    private Map<String, JsonNode> news(Map<String, JsonNode> members) {
        members.entrySet().removeIf(member -> member.getValue()
                .equals(completionMembers.put(member.getKey(), member.getValue())));
        return members;
    }

    private void readChoice(JsonNode choice, List<StreamEvent> events) {
        if (choice.path("index").asInt(0) != 0) {
            return;
        }
        String reason = choice.path("finish_reason").asText("");
        if (FinishReasonReader.isReason(reason)) {
            finishReason = FinishReasonReader.read(reason);
            lastMembers = new LinkedHashMap<>(lastMembers);
            lastMembers.putAll(ExtraMembersReader.ofChoice(choice));
        } else {
            addExtra(events, Map.of(), ExtraMembersReader.ofChoice(choice), Map.of());
        }
        logprobs.add(choice.hasNonNull("logprobs") ? choice.get("logprobs") : null);
        readDelta(choice.path("delta"), events);
    }

    private void readDelta(JsonNode delta, List<StreamEvent> events) {
        Map<String, JsonNode> members = ExtraMembersReader.ofMessage(delta);
        if (ContentParts.in(members)) {
            members.remove(ContentParts.MEMBER);
        }
        addExtra(events, members, Map.of(), Map.of());
        String reasoning = ReasoningReader.reasoning(delta);
        if (!reasoning.isEmpty()) {
            add(events, new AnswerPart.Reasoning(reasoning));
        }
        if (delta.path(ContentParts.MEMBER) instanceof ArrayNode parts) {
            parts.forEach(part -> readPart(part, events));
        } else {
            readText(delta.path(ContentParts.MEMBER).asText(""), events);
        }
        if (!delta.path("refusal").asText("").isEmpty()) {
            add(events, new AnswerPart.Refusal(delta.path("refusal").asText()));
        }
        toolCalls.deltas(delta).forEach(call -> {
            answered = true;
            add(events, call);
        });
    }

    private void readPart(JsonNode part, List<StreamEvent> events) {
        ArrayNode others = ExtraMembersReader.contentParts(JsonNodeFactory.instance.arrayNode().add(part));
        if (others == null) {
            readText(ReasoningReader.text(JsonNodeFactory.instance.arrayNode().add(part)), events);
        } else {
            addExtra(events, Map.of(ContentParts.MEMBER, others), Map.of(), Map.of());
        }
    }

    private void readText(String text, List<StreamEvent> events) {
        thinking.add(text, reasoning -> add(events, new AnswerPart.Reasoning(reasoning)),
                piece -> addText(events, piece));
    }

    private void addText(List<StreamEvent> events, String text) {
        answered |= !text.isBlank();
        add(events, new AnswerPart.Text(text, logprobs.take()));
    }

    private static void addExtra(List<StreamEvent> events, Map<String, JsonNode> message, Map<String, JsonNode> choice,
            Map<String, JsonNode> completion) {
        var members = new ExtraMembers(message, choice, completion);
        if (!members.isEmpty()) {
            add(events, new AnswerPart.Extra(members));
        }
    }

    private static void add(List<StreamEvent> events, AnswerPart part) {
        events.add(new StreamEvent.Part(part));
    }
}
