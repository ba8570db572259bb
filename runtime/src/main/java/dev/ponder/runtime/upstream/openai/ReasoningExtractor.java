package dev.ponder.runtime.upstream.openai;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Reasoning as servers deliver it: in {@code reasoning_content} (DeepSeek, SGLang, llama.cpp), in {@code reasoning}
 * (vLLM, OpenRouter), or at the head of the text between {@code <think>} tags.
 */
record ReasoningExtractor(String reasoning, String answer) {

    static ReasoningExtractor of(JsonNode message, String text) {
        String field = field(message);
        if (!field.isEmpty()) {
            return new ReasoningExtractor(field, text);
        }
        var splitter = new ThinkTagSplitter();
        var reasoning = new StringBuilder();
        var answer = new StringBuilder();
        splitter.add(text, reasoning::append, answer::append);
        splitter.end(reasoning::append, answer::append);
        return new ReasoningExtractor(reasoning.toString().strip(), answer.toString());
    }

    /** The reasoning of a message or of a stream's delta; empty when there is none. */
    static String field(JsonNode message) {
        String content = message.path("reasoning_content").asText("");
        return content.isEmpty() ? message.path("reasoning").asText("") : content;
    }
}
