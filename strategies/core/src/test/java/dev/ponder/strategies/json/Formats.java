package dev.ponder.strategies.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.ponder.api.chat.ChatRequest;
import dev.ponder.testing.Requests;

/** Formats of requests. */
final class Formats {

    static final String CITY = """
            {"type": "object", "properties": {"city": {"type": "string"}, "people": {"type": "integer"}},
             "required": ["city", "people"], "additionalProperties": false}""";
    static final String CONFORMING = "{\"city\": \"Paris\", \"people\": 2100000}";

    private Formats() {
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static JsonNode format(String schema) {
        return json(
                "{\"type\": \"json_schema\", \"json_schema\": {\"name\": \"r\", \"strict\": true, \"schema\": " + schema
                        + "}}");
    }

    static ChatRequest request(String schema) {
        return Requests.with(Requests.question("Which city?"), "response_format", format(schema));
    }
}
