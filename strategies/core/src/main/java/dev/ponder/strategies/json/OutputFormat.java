package dev.ponder.strategies.json;

import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.error.RequestException;

/**
 * The {@code response_format} of a request that asks for JSON.
 *
 * @param parameter the client's parameter, unchanged
 * @param schema the JSON Schema; that of any object for {@code json_object}
 */
record OutputFormat(JsonNode parameter, JsonNode schema) {

    static final String PARAMETER = "response_format";

    private static final String SCHEMA = PARAMETER + ".json_schema.schema";
    private static final int MAX_DEPTH = 128;
    private static final int MAX_VALUES = 20_000;
    private static final int MAX_TEXT = 10_000;
    private static final int MAX_EXPONENT = 400;
    private static final Set<String> REFERENCES = Set.of("$ref", "$dynamicRef", "$recursiveRef");
    /** Keywords whose values are data and not schemas. */
    private static final Set<String> DATA = Set.of("const", "enum", "default", "examples", "example");

    /**
     * The format that a request asks for; empty if it asks for none. Throws a {@link RequestException} for a schema that is
     * missing, refers to other documents, or is too large to be evaluated.
     */
    static Optional<OutputFormat> of(ChatRequest request) {
        JsonNode format = request.parameters().get(PARAMETER);
        if (format == null) {
            return Optional.empty();
        }
        return switch (format.path("type").asText()) {
            case "json_schema" -> Optional.of(new OutputFormat(format, checked(schema(format))));
            case "json_object" -> Optional.of(new OutputFormat(format, format.path("schema").isObject()
                    ? checked(format.path("schema"))
                    : JsonNodeFactory.instance.objectNode().put("type", "object")));
            default -> Optional.empty();
        };
    }

    private static JsonNode schema(JsonNode format) {
        JsonNode schema = format.at("/json_schema/schema");
        return schema.isMissingNode() ? format.path("schema") : schema;
    }

    private static JsonNode checked(JsonNode schema) {
        if (!schema.isObject() && !schema.isBoolean()) {
            throw invalid("is missing (expected a JSON Schema: an object, true or false)");
        }
        check(schema, 0, new int[1], false);
        return schema;
    }

    private static void check(JsonNode value, int depth, int[] values, boolean data) {
        if (depth > MAX_DEPTH || ++values[0] > MAX_VALUES) {
            throw invalid("is too large (expected at most " + MAX_DEPTH + " levels and " + MAX_VALUES + " values)");
        }
        if (value.isTextual() && value.textValue().length() > MAX_TEXT) {
            throw invalid("has a text of " + value.textValue().length() + " characters (expected at most " + MAX_TEXT
                    + ")");
        }
        if (value.isBigDecimal() && Math.abs((long) value.decimalValue().scale()) > MAX_EXPONENT) {
            throw invalid("has a number with a large exponent (expected at most " + MAX_EXPONENT + ")");
        }
        value.properties().forEach(member -> {
            String name = member.getKey();
            JsonNode child = member.getValue();
            if (!data && REFERENCES.contains(name) && child.isTextual() && !child.textValue().startsWith("#")) {
                throw invalid("has the " + name + " '" + shortened(child.textValue())
                        + "' (expected a reference inside the schema, which begins with '#', because no other document"
                        + " is loaded)");
            }
            check(child, depth + 1, values, data || DATA.contains(name));
        });
        if (value.isArray()) {
            value.forEach(item -> check(item, depth + 1, values, data));
        }
    }

    /** An error of the client's schema; the clause says what is wrong and what was expected. */
    static RequestException invalid(String clause) {
        return RequestException.invalid(PARAMETER, SCHEMA + ": " + clause);
    }

    static String shortened(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "...";
    }
}
