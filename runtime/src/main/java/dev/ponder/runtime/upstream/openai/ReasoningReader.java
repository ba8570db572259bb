package dev.ponder.runtime.upstream.openai;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.Answer;

/**
 * Reads the reasoning of a message or a delta in every form that servers send: a member ({@code reasoning_content},
 * {@code reasoning}, {@code thinking}, {@code reasoning_text}, {@code reasoning_details}), a part of the content (Mistral),
 * or tags in the text ({@link ThinkTagSplitter}).
 *
 * @param reasoning the reasoning; empty if there is none
 * @param answer the text without it
 */
record ReasoningReader(String reasoning, String answer) {

    private static final List<String> MEMBERS = List.of("reasoning_content", "reasoning", "thinking", "reasoning_text",
            "reasoning_details");
    private static final List<String> TEXTS = List.of("text", "content", "thinking", "reasoning", "summary");

    /** Reads a whole message. Tags count only if the reasoning is in no other place. */
    static ReasoningReader of(JsonNode message) {
        String text = text(message.path("content"));
        String field = reasoning(message);
        return field.isEmpty() ? ThinkTagSplitter.split(text) : new ReasoningReader(field, text);
    }

    /** An answer of a whole stream, without reasoning in its text. A stream cannot tell it from the answer before its end. */
    static Answer separated(Answer answer) {
        ReasoningReader split = ThinkTagSplitter.split(answer.text());
        return !answer.reasoning().isEmpty() || split.reasoning().isEmpty() && split.answer().equals(answer.text())
                ? answer
                : new Answer(split.answer(), split.reasoning(), answer.toolCalls(), answer.refusal(),
                        answer.finishReason(),
                        answer.logprobs(), answer.runnersUp(), answer.extra());
    }

    /** The reasoning of a message or a delta, apart from tags in its text; empty if there is none. */
    static String reasoning(JsonNode message) {
        for (String member : MEMBERS) {
            String text = anyText(message.path(member));
            if (!text.isEmpty()) {
                return text;
            }
        }
        var thought = new StringBuilder();
        for (JsonNode part : message.path("content")) {
            thought.append(isReasoning(part) ? anyText(part) : "");
        }
        return thought.toString();
    }

    /** The text of a content, which is a text or a list of parts, without parts that are reasoning. */
    static String text(JsonNode content) {
        if (!content.isArray()) {
            return content.asText("");
        }
        var text = new StringBuilder();
        for (JsonNode part : content) {
            text.append(part.isTextual() ? part.asText() : isReasoning(part) ? "" : part.path("text").asText(""));
        }
        return text.toString();
    }

    static boolean isReasoning(JsonNode part) {
        String type = part.path("type").asText();
        return type.startsWith("thinking") || type.startsWith("reasoning") || type.equals("thought");
    }

    private static String anyText(JsonNode node) {
        if (node.isTextual()) {
            return node.asText();
        }
        var text = new StringBuilder();
        if (node.isArray()) {
            node.forEach(item -> text.append(anyText(item)));
        } else if (node.isObject()) {
            for (String member : TEXTS) {
                text.append(text.length() == 0 ? anyText(node.path(member)) : "");
            }
        }
        return text.toString();
    }
}
