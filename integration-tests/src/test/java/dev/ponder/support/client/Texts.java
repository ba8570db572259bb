package dev.ponder.support.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Bodies of the endpoints that take texts. */
public final class Texts {

    private Texts() {
    }

    /** A prompt for a model to answer. */
    public static ObjectNode complete(String model) {
        return JsonNodeFactory.instance.objectNode().put("model", model).put("prompt", "What is 17*23?");
    }

    /** Several prompts. */
    public static ObjectNode complete(String model, String... prompts) {
        ObjectNode body = complete(model);
        var list = body.putArray("prompt");
        for (String prompt : prompts) {
            list.add(prompt);
        }
        return body;
    }

    /** A text to embed. */
    public static ObjectNode embed(String model) {
        return JsonNodeFactory.instance.objectNode().put("model", model).put("input", "What is 17*23?");
    }

    /** Two documents to rank. */
    public static ObjectNode rank(String model) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", model).put("query", "What is 17*23?");
        body.putArray("documents").add("393").add("391");
        return body;
    }

    /** A body for an endpoint, by its path. */
    public static ObjectNode of(String path, String model) {
        return switch (path.substring(path.lastIndexOf('/') + 1)) {
            case "embeddings" -> embed(model);
            case "rerank" -> rank(model);
            default -> complete(model);
        };
    }
}
