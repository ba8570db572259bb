package dev.ponder.toolkit.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A JSON object or array: the whole reply, its last fenced block that is one, or the longest object in its text. An object
 * whose only content is the member {@code final_answer} or {@code answer}, beside explanations, is read as that answer;
 * any other is an answer as a whole, which {@link AnswerEquivalence} compares member by member.
 */
final class JsonRule implements ExtractionRule {

    private static final double CONFIDENCE = 0.95;
    /** Beside the answer, there is something else to compare. */
    private static final double EXPLAINED_CONFIDENCE = 0.6;
    private static final List<String> FIELDS = List.of("final_answer", "answer");
    /** An object with more text than this after it is a part of an explanation. */
    private static final int MAX_TEXT_AFTER = 300;

    private final boolean whole;

    private JsonRule(boolean whole) {
        this.whole = whole;
    }

    /** JSON that is the whole reply, with or without a fence. */
    static JsonRule whole() {
        return new JsonRule(true);
    }

    /** JSON in a fence or in the text of a reply. */
    static JsonRule within() {
        return new JsonRule(false);
    }

    @Override
    public @Nullable ExtractedAnswer find(Reply reply) {
        return whole ? inWhole(reply) : inFences(reply);
    }

    private static @Nullable ExtractedAnswer inWhole(Reply reply) {
        String text = reply.text();
        ExtractedAnswer found = read(reply, 0, text.length());
        List<FencedBlock> blocks = found == null && text.strip().startsWith(FencedBlock.FENCE)
                ? FencedBlock.in(text)
                : List.of();
        boolean alone = blocks.size() == 1 && text.substring(blocks.get(0).close()).isBlank();
        return alone ? read(reply, blocks.get(0).start(), blocks.get(0).end()) : found;
    }

    private static @Nullable ExtractedAnswer inFences(Reply reply) {
        List<FencedBlock> blocks = FencedBlock.in(reply.text());
        for (int index = blocks.size() - 1; index >= 0; index--) {
            ExtractedAnswer found = read(reply, blocks.get(index).start(), blocks.get(index).end());
            if (found != null) {
                return found;
            }
        }
        String prose = reply.prose();
        return JsonText.objectsIn(prose).stream()
                .filter(object -> prose.length() - object.end() <= MAX_TEXT_AFTER)
                .max(Comparator.comparingInt(object -> object.end() - object.start()))
                .map(object -> read(reply, object.start(), object.end())).orElse(null);
    }

    private static @Nullable ExtractedAnswer read(Reply reply, int start, int end) {
        String text = reply.text().substring(start, end);
        JsonNode json = JsonText.parse(text);
        if (json == null || json.isEmpty()) {
            return null;
        }
        String field = json.isObject() ? answerField(json) : null;
        if (field != null) {
            return answerMember(reply, text, json, field, start, end);
        }
        // A list of numbers is mathematics
        boolean structured = json.isObject() || hasText(json);
        return structured
                ? reply.answer(new Value.Structure(AnswerKind.JSON, json.toString()), text.strip(), start, end,
                        CONFIDENCE, false)
                : null;
    }

    private static boolean hasText(JsonNode array) {
        for (JsonNode item : array) {
            if (item.isTextual() || item.isContainerNode()) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String answerField(JsonNode json) {
        String field = FIELDS.stream().filter(json::has).findFirst().orElse(null);
        if (field == null || json.path(field).isObject()) {
            return null;
        }
        for (Map.Entry<String, JsonNode> member : json.properties()) {
            boolean explains = FIELDS.contains(member.getKey()) || JsonMembers.explains(member.getKey())
                    || (member.getValue().isTextual() && JsonMembers.isLong(member.getValue().asText()));
            if (!explains) {
                return null;
            }
        }
        return field;
    }

    private static ExtractedAnswer answerMember(Reply reply, String text, JsonNode json, String field, int start,
            int end) {
        String raw = textOf(json.path(field));
        double confidence = json.size() == 1 ? CONFIDENCE : EXPLAINED_CONFIDENCE;
        // Not found if it has escapes or is an array: then the span is the whole object
        int at = text.indexOf(raw, text.lastIndexOf('"' + field + '"') + field.length() + 2);
        ExtractedAnswer answer = at < 0
                ? reply.answer(raw, start, end, confidence, false)
                : reply.answer(raw, start + at, start + at + raw.length(), confidence, false);
        // An empty field means that there is no answer
        return answer == null ? ExtractedAnswer.NONE : answer;
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
