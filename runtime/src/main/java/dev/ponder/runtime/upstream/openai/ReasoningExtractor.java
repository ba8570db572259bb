package dev.ponder.runtime.upstream.openai;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Finds the reasoning of an answer, which servers send in {@code reasoning_content} (DeepSeek, SGLang, llama.cpp), in {@code reasoning}
 * (vLLM, OpenRouter), or at the beginning of the text between {@code <think>} tags.
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

    /** The reasoning field of a message or a delta; empty when it has none. */
    static String field(JsonNode message) {
        String content = message.path("reasoning_content").asText("");
        return content.isEmpty() ? message.path("reasoning").asText("") : content;
    }
}
