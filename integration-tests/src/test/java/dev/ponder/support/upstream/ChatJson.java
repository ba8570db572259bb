package dev.ponder.support.upstream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * OpenAI's chat objects as an upstream writes them. Each completion uses {@value #PROMPT} prompt tokens and
 * {@value #COMPLETION} completion tokens.
 */
public final class ChatJson {

    public static final int PROMPT = 7;
    public static final int COMPLETION = 5;

    /** Keeps all digits of numbers. */
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private ChatJson() {
    }

    public static JsonNode parse(byte[] json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(new String(json, StandardCharsets.UTF_8), e);
        }
    }

    public static ObjectNode error(String message, String type) {
        ObjectNode json = MAPPER.createObjectNode();
        json.putObject("error").put("message", message).put("type", type).putNull("param").putNull("code");
        return json;
    }

    public static ObjectNode completion(String model, List<String> texts, String finishReason) {
        ObjectNode json = envelope(model, "chat.completion");
        ArrayNode choices = json.putArray("choices");
        for (String text : texts) {
            ObjectNode choice = choices.addObject().put("index", choices.size() - 1);
            choice.putObject("message").put("role", "assistant").put("content", text).putNull("refusal");
            choice.putNull("logprobs").put("finish_reason", finishReason);
        }
        putUsage(json);
        return json;
    }

    public static ObjectNode role(String model) {
        ObjectNode chunk = chunk(model);
        delta(chunk).put("role", "assistant").put("content", "");
        return chunk;
    }

    public static ObjectNode content(String model, String text) {
        ObjectNode chunk = chunk(model);
        delta(chunk).put("content", text);
        return chunk;
    }

    public static ObjectNode finish(String model, String reason) {
        ObjectNode chunk = chunk(model);
        ((ObjectNode) chunk.path("choices").path(0)).put("finish_reason", reason);
        return chunk;
    }

    public static ObjectNode usage(String model) {
        ObjectNode chunk = envelope(model, "chat.completion.chunk");
        chunk.putArray("choices");
        putUsage(chunk);
        return chunk;
    }

    /** A chunk with an empty delta. */
    public static ObjectNode chunk(String model) {
        ObjectNode chunk = envelope(model, "chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.putObject("delta");
        choice.putNull("logprobs").putNull("finish_reason");
        return chunk;
    }

    public static ObjectNode delta(ObjectNode chunk) {
        return (ObjectNode) chunk.path("choices").path(0).path("delta");
    }

    static ObjectNode models(List<String> names) {
        ObjectNode json = MAPPER.createObjectNode().put("object", "list");
        ArrayNode data = json.putArray("data");
        names.forEach(name -> data.addObject().put("id", name).put("object", "model").put("created", 1_700_000_000)
                .put("owned_by", "tests"));
        return json;
    }

    private static ObjectNode envelope(String model, String type) {
        return MAPPER.createObjectNode().put("id", "chatcmpl-upstream").put("object", type)
                .put("created", 1_700_000_000).put("model", model);
    }

    static void putUsage(ObjectNode json) {
        json.putObject("usage").put("prompt_tokens", PROMPT).put("completion_tokens", COMPLETION)
                .put("total_tokens", PROMPT + COMPLETION);
    }
}
