package dev.ponder.mcp.server;

import java.util.List;
import java.util.function.Supplier;

import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.error.InferenceException;
import dev.ponder.runtime.config.StreamingConfig.ProgressMode;
import dev.ponder.runtime.engine.ChoiceAccumulator;
import dev.ponder.runtime.engine.ChoicePart;
import dev.ponder.runtime.rest.http.JsonResponses;
import dev.ponder.runtime.rest.inference.AnswerEncoder;
import dev.ponder.runtime.stream.SseWriter;
import io.vertx.core.buffer.Buffer;

/**
 * Writes an answer as the result of a tool: the protocol has no part of a result, so a stream has the progress and then the
 * result. A call that was cancelled has no result.
 */
final class ToolCallEncoder implements AnswerEncoder {

    private final JsonNode id;
    private final @Nullable JsonNode progressToken;
    private final String strategy;
    private final Supplier<List<String>> degraded;
    private final ChoiceAccumulator answers = new ChoiceAccumulator();
    private boolean finished;
    private int steps;

    /**
     * An encoder for one call.
     *
     * @param id the id of the request
     * @param progressToken the client's name for the progress; null if it wants none
     */
    ToolCallEncoder(JsonNode id, @Nullable JsonNode progressToken, String strategy, Supplier<List<String>> degraded) {
        this.id = id;
        this.progressToken = progressToken;
        this.strategy = strategy;
        this.degraded = degraded;
    }

    @Override
    public Buffer encode(ChoicePart part) {
        answers.add(part);
        finished |= part.part() instanceof AnswerPart.Finish;
        return Buffer.buffer();
    }

    @Override
    public Buffer progress(String text, ProgressMode mode) {
        if (progressToken == null) {
            return SseWriter.comment(text);
        }
        ObjectNode params = JsonNodeFactory.instance.objectNode();
        params.set("progressToken", progressToken);
        params.put("progress", ++steps).put("message", text);
        return SseWriter.event(JsonRpc.notification("notifications/progress", params));
    }

    @Override
    public Buffer end() {
        return finished ? SseWriter.event(JsonRpc.result(id, result(answers))) : SseWriter.comment("cancelled");
    }

    @Override
    public Buffer failure(InferenceException failure) {
        return SseWriter.event(JsonRpc.result(id, failed(failure)));
    }

    @Override
    public Response.ResponseBuilder whole(ChoiceAccumulator choices) {
        ObjectNode result = result(choices);
        return result.path("content").isEmpty()
                ? Response.accepted()
                : JsonResponses.builder(JsonRpc.result(id, result));
    }

    private ObjectNode result(ChoiceAccumulator choices) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.putArray("content");
        choices.forEach((index, answer) -> write(answer, result));
        return result;
    }

    private void write(Answer answer, ObjectNode result) {
        result.withArray("content").addObject().put("type", "text")
                .put("text", answer.text().isEmpty() ? answer.refusal() : answer.text());
        result.put("isError", false);
        ObjectNode meta = result.putObject("_meta").put("ponder/strategy", strategy)
                .put("ponder/finish_reason", answer.finishReason().value());
        List<String> reasons = degraded.get();
        if (!reasons.isEmpty()) {
            reasons.forEach(meta.putArray("ponder/degraded")::add);
        }
    }

    /** A failure as a result, which the model of the client reads, so that it can correct its call. */
    static ObjectNode failed(InferenceException failure) {
        ObjectNode result = JsonNodeFactory.instance.objectNode().put("isError", true);
        result.putArray("content").addObject().put("type", "text").put("text", String.valueOf(failure.getMessage()));
        return result;
    }
}
