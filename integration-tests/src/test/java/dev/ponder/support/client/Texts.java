package dev.ponder.support.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Request bodies of text completions, embeddings and rerank. */
public final class Texts {

    private Texts() {
    }

    /** A text completion of one prompt. */
    public static ObjectNode complete(String model) {
        return JsonNodeFactory.instance.objectNode().put("model", model).put("prompt", "What is 17*23?");
    }

    /** A text completion of several prompts. */
    public static ObjectNode complete(String model, String... prompts) {
        ObjectNode body = complete(model);
        var list = body.putArray("prompt");
        for (String prompt : prompts) {
            list.add(prompt);
        }
        return body;
    }

    /** An embedding of one text. */
    public static ObjectNode embed(String model) {
        return JsonNodeFactory.instance.objectNode().put("model", model).put("input", "What is 17*23?");
    }

    /** A rerank of two documents. */
    public static ObjectNode rank(String model) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", model).put("query", "What is 17*23?");
        body.putArray("documents").add("393").add("391");
        return body;
    }

    /** The body for an endpoint, chosen by its path. */
    public static ObjectNode of(String path, String model) {
        return switch (path.substring(path.lastIndexOf('/') + 1)) {
            case "embeddings" -> embed(model);
            case "rerank" -> rank(model);
            default -> complete(model);
        };
    }
}
