package dev.ponder.runtime.rest.openai;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.runtime.rest.inference.JsonField;

/**
 * A request to {@code /v1/rerank}.
 *
 * @param limit the number of documents in the response
 */
record RerankRequest(String query, List<String> documents, int limit) {

    private static final String DOCUMENTS = "a list of at least one text";

    static RerankRequest of(ObjectNode body) {
        List<String> documents = JsonField.of(body, "documents").nonEmptyArray(DOCUMENTS).stream()
                .map(RerankRequest::text).toList();
        JsonField limit = JsonField.of(body, "top_n");
        return new RerankRequest(JsonField.of(body, "query").text("a text"), documents,
                limit.present()
                        ? (int) Math.min(documents.size(), limit.integer(1, Integer.MAX_VALUE))
                        : documents.size());
    }

    private static String text(JsonField document) {
        JsonNode json = document.required("a text");
        JsonNode text = json.isObject() ? json.path("text") : json;
        if (!text.isTextual()) {
            throw document.invalid("a text, or an object with text");
        }
        return text.textValue();
    }
}
