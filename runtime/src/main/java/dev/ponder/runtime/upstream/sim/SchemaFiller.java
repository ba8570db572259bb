package dev.ponder.runtime.upstream.sim;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** Writes JSON for a JSON Schema, like an upstream with structured outputs. Supports the common keywords. */
final class SchemaFiller {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MAX_NESTING = 8;
    private static final int MAX_ITEMS = 8;
    private static final int OBJECTS = 2;
    private static final int TEXTS = 4;
    private static final int MAX_VALUES = 500;
    private static final double UNBOUNDED = 1e15;
    private static final Set<String> RESULT_NAMES = Set.of("answer", "final_answer", "result", "value", "expression");
    private static final Set<String> GOOD_NAMES = Set.of("correct", "right", "yes", "true", "valid", "pass", "accept",
            "equivalent", "same");

    private final JsonNode root;
    private final Words words;
    private final RandomGenerator chance;
    private int values;

    /** What is put into the members. */
    interface Words {

        /** For texts, new each time. */
        String prose();

        /** For texts in lists, new each time. */
        default String note() {
            return prose();
        }

        /** For texts that are named like results. */
        String result();

        /** For numbers; empty where there is none. */
        Optional<BigDecimal> number();

        /** For a question of yes or no. */
        boolean verdict();

        /** For a member whose name says what it is; empty for all others. */
        default Optional<JsonNode> named(String name, JsonNode schema) {
            return Optional.empty();
        }
    }

    SchemaFiller(JsonNode root, Words words, RandomGenerator chance) {
        this.root = root;
        this.words = words;
        this.chance = chance;
    }

    JsonNode fill() {
        return value(root, "", 0);
    }

    private JsonNode value(JsonNode given, String name, int nesting) {
        return value(given, name, nesting, false);
    }

    private JsonNode value(JsonNode given, String name, int nesting, boolean inList) {
        JsonNode schema = resolved(given);
        if (nesting > MAX_NESTING || ++values > MAX_VALUES) {
            return NODES.nullNode();
        }
        Optional<JsonNode> known = words.named(name, schema);
        if (known.isPresent()) {
            return known.get();
        }
        if (schema.has("const")) {
            return schema.get("const");
        }
        if (schema.path("enum").size() > 0) {
            return oneOf(schema.get("enum"));
        }
        return switch (type(schema)) {
            case "object" -> object(schema, nesting);
            case "array" -> array(schema, name, nesting);
            case "number", "integer" -> number(schema, name);
            case "boolean" -> BooleanNode.valueOf(words.verdict());
            case "null" -> NODES.nullNode();
            default -> text(name, inList);
        };
    }

    private TextNode text(String name, boolean inList) {
        return TextNode.valueOf(
                RESULT_NAMES.contains(name) ? words.result() : inList ? words.note() : words.prose());
    }

    private ObjectNode object(JsonNode schema, int nesting) {
        ObjectNode object = NODES.objectNode();
        schema.path("properties").properties()
                .forEach(property -> object.set(property.getKey(),
                        value(property.getValue(), property.getKey(), nesting + 1)));
        return object;
    }

    private ArrayNode array(JsonNode schema, String name, int nesting) {
        ArrayNode array = NODES.arrayNode();
        int usual = type(resolved(schema.path("items"))).equals("object") ? OBJECTS : TEXTS;
        int wanted = Math.max(1, schema.path("minItems").asInt(usual));
        int items = Math.min(MAX_ITEMS, Math.min(wanted, schema.path("maxItems").asInt(wanted)));
        for (int i = 0; i < items; i++) {
            array.add(value(schema.path("items"), name, nesting + 1, true));
        }
        return array;
    }

    /** The result where it fits; but a number between two bounds is a rating, unless it is named like a result. */
    private JsonNode number(JsonNode schema, String name) {
        double least = schema.path("minimum").asDouble(-UNBOUNDED);
        double most = schema.path("maximum").asDouble(UNBOUNDED);
        boolean rating = least > -UNBOUNDED && most < UNBOUNDED && !RESULT_NAMES.contains(name);
        BigDecimal number = words.number()
                .filter(value -> !rating && value.doubleValue() >= least && value.doubleValue() <= most)
                .orElseGet(() -> BigDecimal.valueOf(rating(least, most)));
        return type(schema).equals("integer")
                ? NODES.numberNode(number.setScale(0, RoundingMode.FLOOR).toBigInteger())
                : DecimalNode.valueOf(number);
    }

    /** From the upper quarter when all is well, else from the lower half. */
    private long rating(double least, double most) {
        double low = least > -UNBOUNDED ? least : Math.min(0, most);
        double high = most < UNBOUNDED ? most : low + 10;
        double share = words.verdict() ? 1 - chance.nextDouble() / 4 : chance.nextDouble() / 2;
        return Math.round(low + share * (high - low));
    }

    /** Where one of the values alone means that all is well, it is a verdict. */
    private JsonNode oneOf(JsonNode choices) {
        var good = new ArrayList<JsonNode>();
        var other = new ArrayList<JsonNode>();
        choices.forEach(
                choice -> (GOOD_NAMES.contains(choice.asText().toLowerCase(Locale.ROOT)) ? good : other).add(choice));
        boolean isVerdict = good.size() == 1 && !other.isEmpty();
        if (isVerdict) {
            return words.verdict() ? good.get(0) : SimRandom.pick(other, chance);
        }
        good.addAll(other);
        return SimRandom.pick(good, chance);
    }

    private JsonNode resolved(JsonNode given) {
        JsonNode schema = given;
        for (int i = 0; i < MAX_NESTING; i++) {
            String reference = schema.path("$ref").asText();
            boolean here = reference.equals("#") || reference.startsWith("#/");
            schema = here ? root.at(reference.substring(1)) : firstOf(schema, "anyOf", "oneOf", "allOf");
        }
        return schema;
    }

    private static JsonNode firstOf(JsonNode schema, String... alternatives) {
        for (String alternative : alternatives) {
            if (schema.path(alternative).size() > 0) {
                return schema.get(alternative).get(0);
            }
        }
        return schema;
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        String first = type.isArray() ? type.path(0).asText() : type.asText();
        return first.isEmpty() && schema.has("properties") ? "object" : first;
    }
}
