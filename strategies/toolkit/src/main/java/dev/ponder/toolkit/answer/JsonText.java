package dev.ponder.toolkit.answer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.ponder.toolkit.answer.ExtractedAnswer.Span;

/** Parses JSON in replies. Models also write single quotes and trailing commas. Numbers keep all digits. */
final class JsonText {

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES, JsonReadFeature.ALLOW_TRAILING_COMMA,
                    JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build().reader();
    private static final ObjectReader WHOLE = JSON.with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    /** Keeps the time linear for a reply that consists of braces. */
    private static final int MAX_ATTEMPTS = 16;

    private JsonText() {
    }

    /** The object or array that the text consists of, or the array of its lines (JSON Lines); null if it is neither. */
    static @Nullable JsonNode parse(String text) {
        String stripped = text.strip();
        if (!stripped.startsWith("{") && !stripped.startsWith("[")) {
            return null;
        }
        JsonNode whole = value(stripped);
        return whole == null && stripped.indexOf('\n') > 0 ? lines(stripped) : whole;
    }

    private static @Nullable JsonNode lines(String text) {
        var array = JsonNodeFactory.instance.arrayNode();
        for (String line : (Iterable<String>) text.lines()::iterator) {
            JsonNode object = line.startsWith("{") ? value(line) : null;
            if (object == null && !line.isBlank()) {
                return null;
            }
            if (object != null) {
                array.add(object);
            }
        }
        return array;
    }

    private static @Nullable JsonNode value(String text) {
        try {
            return WHOLE.readTree(text);
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }

    /** Where objects are in the text, none of them inside another. */
    static List<Span> objectsIn(String text) {
        List<Span> objects = new ArrayList<>();
        int attempts = 0;
        for (int open = text.indexOf('{'); open >= 0 && attempts < MAX_ATTEMPTS; attempts++) {
            int end = objectEnd(text, open);
            if (end > 0) {
                objects.add(new Span(open, end));
            }
            open = text.indexOf('{', Math.max(end, open + 1));
        }
        return objects;
    }

    private static int objectEnd(String text, int open) {
        if (!beginsObject(text, open)) {
            return -1;
        }
        try (JsonParser parser = JSON.createParser(text.substring(open))) {
            JsonNode object = JSON.readTree(parser);
            return object.isObject() ? open + (int) parser.currentLocation().getCharOffset() : -1;
        } catch (IOException notJson) {
            return -1;
        }
    }

    /** Formulas and sets are full of braces, and an exception for each is expensive. */
    private static boolean beginsObject(String text, int open) {
        int at = open + 1;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() && "\"'}".indexOf(text.charAt(at)) >= 0;
    }
}
