package dev.ponder.runtime.rest.openai;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.runtime.rest.inference.JsonField;

/**
 * What {@code /v1/rerank} asks of a model.
 *
 * @param most how many documents are wanted
 */
record RerankRequest(String query, List<String> documents, int most) {

    private static final String DOCUMENTS = "a list of at least one text";

    static RerankRequest of(ObjectNode body) {
        JsonField field = JsonField.of(body, "documents");
        JsonNode array = field.required(DOCUMENTS);
        if (!array.isArray() || array.isEmpty()) {
            throw field.refuse(DOCUMENTS);
        }
        var documents = new ArrayList<String>();
        for (int i = 0; i < array.size(); i++) {
            documents.add(text(field.item(i)));
        }
        JsonField most = JsonField.of(body, "top_n");
        return new RerankRequest(JsonField.of(body, "query").text("a text"), documents,
                most.present()
                        ? (int) Math.min(documents.size(), most.integer(1, Integer.MAX_VALUE))
                        : documents.size());
    }

    private static String text(JsonField document) {
        JsonNode json = document.required("a text");
        JsonNode text = json.isObject() ? json.path("text") : json;
        if (!text.isTextual()) {
            throw document.refuse("a text, or an object with text");
        }
        return text.textValue();
    }
}
