package dev.ponder.strategies.json;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.ponder.toolkit.reply.JsonInText;

/**
 * What a reply contains.
 *
 * @param json the text of the value that conforms to the schema; empty if there is none
 * @param verbatim whether this is the whole reply
 * @param faults what keeps the reply from conforming
 */
record JsonReply(Optional<String> json, boolean verbatim, List<String> faults) {

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    /**
     * Reads a reply: the whole text, else the last object or array in it that conforms, between prose and code fences or
     * with the small faults of syntax that models make.
     */
    static JsonReply read(String text, SchemaValidator validator) {
        Optional<JsonNode> whole = whole(text);
        List<String> faults = whole.map(validator::faults)
                .orElse(List.of("/: the reply is not one JSON value"));
        if (faults.isEmpty()) {
            return new JsonReply(Optional.of(text), true, List.of());
        }
        List<JsonNode> values = whole.isPresent() ? List.of() : JsonInText.values(text);
        for (int i = values.size() - 1; i >= 0; i--) {
            List<String> inner = validator.faults(values.get(i));
            if (inner.isEmpty()) {
                return new JsonReply(Optional.of(values.get(i).toString()), false, List.of());
            }
            faults = i == values.size() - 1 ? inner : faults;
        }
        return new JsonReply(Optional.empty(), false, faults);
    }

    private static Optional<JsonNode> whole(String text) {
        try {
            return Optional.of(STRICT.readTree(text)).filter(value -> !value.isMissingNode());
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }
}
