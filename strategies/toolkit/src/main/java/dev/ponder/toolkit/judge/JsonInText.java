package dev.ponder.toolkit.judge;

import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Finds a JSON object in what a model wrote, alone or between prose and code fences. */
final class JsonInText {

    private static final JsonMapper LENIENT = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES, JsonReadFeature.ALLOW_TRAILING_COMMA,
                    JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS, JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    /** A reply of nothing but braces must not be parsed from every one of them. */
    private static final int MOST_TRIES = 16;

    private JsonInText() {
    }

    /** The last object that has the member. */
    static Optional<JsonNode> find(String text, String member) {
        int tries = 0;
        for (int open = text.lastIndexOf('{'); open >= 0
                && tries < MOST_TRIES; open = text.lastIndexOf('{', open - 1)) {
            tries++;
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
