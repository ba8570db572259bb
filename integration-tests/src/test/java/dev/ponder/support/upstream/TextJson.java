package dev.ponder.support.upstream;

import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** OpenAI's text completion objects as an upstream writes them. */
public final class TextJson {

    private TextJson() {
    }

    public static ObjectNode completion(String model, List<String> texts, String finishReason) {
        ObjectNode json = envelope(model);
        ArrayNode choices = json.putArray("choices");
        texts.forEach(text -> choices.add(choice(choices.size(), text, finishReason)));
        ChatJson.putUsage(json);
        return json;
    }

    static ObjectNode text(String model, String text) {
        return chunk(model, text, null);
    }

    static ObjectNode finish(String model, String reason) {
        return chunk(model, "", reason);
    }

    static ObjectNode usage(String model) {
        ObjectNode chunk = envelope(model);
        chunk.putArray("choices");
        ChatJson.putUsage(chunk);
        return chunk;
    }

    private static ObjectNode chunk(String model, String text, String finishReason) {
        ObjectNode chunk = envelope(model);
        chunk.putArray("choices").add(choice(0, text, finishReason));
        return chunk;
    }

    private static ObjectNode choice(int index, String text, String finishReason) {
        return JsonNodeFactory.instance.objectNode().put("index", index).put("text", text).putNull("logprobs")
                .put("finish_reason", finishReason);
    }

    private static ObjectNode envelope(String model) {
        return JsonNodeFactory.instance.objectNode().put("id", "cmpl-upstream").put("object", "text_completion")
                .put("created", 1_700_000_000).put("model", model);
    }
}
