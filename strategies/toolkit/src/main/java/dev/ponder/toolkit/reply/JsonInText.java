package dev.ponder.toolkit.reply;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Finds JSON in a reply, alone or between prose and code fences. Pure functions. */
public final class JsonInText {

    private static final JsonMapper LENIENT = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES, JsonReadFeature.ALLOW_TRAILING_COMMA,
                    JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS, JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    /** Keeps the time linear for a reply that consists of braces. */
    private static final int MAX_ATTEMPTS = 16;

    private JsonInText() {
    }

    /**
     * The last object with a value for this member; empty if there is none. An object inside another one counts only if
     * the outer one has no such member.
     */
    public static Optional<JsonNode> find(String text, String member) {
        return lastOuter(text, member).or(() -> lastInner(text, member));
    }

    /**
     * The objects and arrays in the text that are in no other one, in order, at most 16. Tolerates single quotes, trailing
     * commas, unquoted names and line breaks in strings.
     */
    public static List<JsonNode> values(String text) {
        var values = new ArrayList<JsonNode>();
        int open = opening(text, 0);
        for (int attempts = 0; open >= 0 && attempts < MAX_ATTEMPTS; attempts++) {
            int from = open;
            try (JsonParser parser = LENIENT.createParser(text.substring(open))) {
                JsonNode value = parser.readValueAsTree();
                values.add(value);
                from += Math.max(1, (int) parser.currentLocation().getCharOffset());
            } catch (IOException notJson) {
                from++;
            }
            open = opening(text, from);
        }
        return values;
    }

    private static int opening(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '{' || c == '[') {
                return i;
            }
        }
        return -1;
    }

    private static Optional<JsonNode> lastOuter(String text, String member) {
        Optional<JsonNode> last = Optional.empty();
        int open = text.indexOf('{');
        for (int attempts = 0; open >= 0 && attempts < MAX_ATTEMPTS; attempts++) {
            int from = open;
            try (JsonParser parser = LENIENT.createParser(text.substring(open))) {
                JsonNode object = parser.readValueAsTree();
                last = object.hasNonNull(member) ? Optional.of(object) : last;
                from += Math.max(1, (int) parser.currentLocation().getCharOffset());
            } catch (IOException notJson) {
                from++;
            }
            open = text.indexOf('{', from);
        }
        return last;
    }

    private static Optional<JsonNode> lastInner(String text, String member) {
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
