package dev.ponder.toolkit.judge;

import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Finds a JSON object in a reply, alone or between prose and code fences. */
final class JsonInText {

    private static final JsonMapper LENIENT = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES, JsonReadFeature.ALLOW_TRAILING_COMMA,
                    JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS, JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    /** Keeps the time linear for a reply that consists of braces. */
    private static final int MAX_ATTEMPTS = 16;

    private JsonInText() {
    }

    /** The last object with a value for this member. */
    static Optional<JsonNode> find(String text, String member) {
        int attempts = 0;
        for (int open = text.lastIndexOf('{'); open >= 0
                && attempts < MAX_ATTEMPTS; open = text.lastIndexOf('{', open - 1)) {
            attempts++;
            Optional<JsonNode> object = parse(text.substring(open)).filter(json -> json.hasNonNull(member));
            if (object.isPresent()) {
                return object;
            }
        }
        return Optional.empty();
    }

    private static Optional<JsonNode> parse(String text) {
        try {
            return Optional.ofNullable(LENIENT.readTree(text)).filter(JsonNode::isObject);
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }
}
