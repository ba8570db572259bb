package dev.ponder.runtime.tracing;

import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Answer;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;
import dev.ponder.api.chat.ToolCall;
import dev.ponder.runtime.config.TracingConfig;
import io.opentelemetry.api.trace.Span;

/**
 * The texts of messages in spans, in the form of OpenTelemetry's schemas. Nothing, unless the operator asks for it; never
 * images, sounds and files.
 */
final class MessageContent {

    private final boolean recorded;
    private final int maxLength;
    private final ObjectMapper mapper;

    MessageContent(TracingConfig config, ObjectMapper mapper) {
        this.recorded = config.captureContent();
        this.maxLength = (int) Math.min(config.maxContentLength().asLongValue(), Integer.MAX_VALUE);
        this.mapper = mapper;
    }

    void input(Span span, Conversation conversation) {
        if (recorded && span.isRecording()) {
            ArrayNode messages = mapper.createArrayNode();
            int left = maxLength;
            for (ChatMessage message : conversation.messages()) {
                ObjectNode written = messages.addObject().put("role", message.role().value());
                left = text(written.putArray("parts"), "text", message.text(), left);
            }
            span.setAttribute(SpanAttributes.INPUT_MESSAGES, messages.toString());
        }
    }

    void output(Span span, List<Answer> answers) {
        if (recorded && span.isRecording()) {
            ArrayNode messages = mapper.createArrayNode();
            int left = maxLength;
            for (Answer answer : answers) {
                ObjectNode written = messages.addObject().put("role", "assistant");
                ArrayNode parts = written.putArray("parts");
                left = text(parts, "reasoning", answer.reasoning(), left);
                left = text(parts, "text", answer.text(), left);
                left = toolCalls(parts, answer.toolCalls(), left);
                written.put("finish_reason", answer.finishReason().value());
            }
            span.setAttribute(SpanAttributes.OUTPUT_MESSAGES, messages.toString());
        }
    }

    private static int toolCalls(ArrayNode parts, List<ToolCall> calls, int left) {
        int rest = left;
        for (ToolCall call : calls) {
            parts.addObject().put("type", "tool_call").put("id", call.id()).put("name", call.name())
                    .put("arguments", limited(call.arguments(), rest));
            rest = Math.max(0, rest - call.arguments().length());
        }
        return rest;
    }

    private static int text(ArrayNode parts, String type, String text, int left) {
        if (text.isEmpty()) {
            return left;
        }
        parts.addObject().put("type", type).put("content", limited(text, left));
        return Math.max(0, left - text.length());
    }

    private static String limited(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
