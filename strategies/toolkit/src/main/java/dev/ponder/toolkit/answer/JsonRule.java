package dev.ponder.toolkit.answer;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * The field {@code final_answer} or {@code answer} of a JSON object that is the whole reply or its last fenced block.
 */
final class JsonRule implements ExtractionRule {

    private static final double CONFIDENCE = 0.95;
    private static final List<String> FIELDS = List.of("final_answer", "answer");
    private static final ObjectReader JSON = JsonMapper.builder()
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build().reader();

    @Override
    public @Nullable ExtractedAnswer find(Reply reply) {
        ExtractedAnswer whole = find(reply, 0, reply.text().length());
        FencedBlock block = whole == null ? FencedBlock.lastIn(reply.text()) : null;
        return block == null ? whole : find(reply, block.start(), block.end());
    }

    private static @Nullable ExtractedAnswer find(Reply reply, int start, int end) {
        String text = reply.text().substring(start, end);
        JsonNode object = text.strip().startsWith("{") ? parse(text) : null;
        if (object == null) {
            return null;
        }
        String field = FIELDS.stream().filter(object::has).findFirst().orElse(null);
        if (field == null) {
            return null;
        }
        String raw = textOf(object.path(field));
        // Not found if it has escapes or is an array: then the span is the whole object
        int at = text.indexOf(raw, text.lastIndexOf('"' + field + '"') + field.length() + 2);
        ExtractedAnswer answer = at < 0
                ? reply.answer(raw, start, end, CONFIDENCE, false)
                : reply.answer(raw, start + at, start + at + raw.length(), CONFIDENCE, false);
        // An empty field means that there is no answer
        return answer == null ? ExtractedAnswer.NONE : answer;
    }

    private static @Nullable JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** An array is written as a tuple, because two numbers in brackets are an interval. */
    private static String textOf(JsonNode node) {
        if (!node.isArray()) {
            return node.isValueNode() ? node.asText("") : node.isObject() ? node.toString() : "";
        }
        List<String> items = new ArrayList<>();
        node.forEach(item -> items.add(textOf(item)));
        return "(" + String.join(", ", items) + ")";
    }
}
