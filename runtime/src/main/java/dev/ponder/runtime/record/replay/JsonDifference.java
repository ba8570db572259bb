package dev.ponder.runtime.record.replay;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** The first difference of two JSON values, for people. */
final class JsonDifference {

    private static final int BEFORE = 20;
    private static final int SHOWN = 60;

    private JsonDifference() {
    }

    /** Where and how they differ; empty if they are equal. */
    static Optional<String> first(JsonNode recorded, JsonNode now) {
        return first("", recorded, now);
    }

    private static Optional<String> first(String path, JsonNode recorded, JsonNode now) {
        if (recorded.equals(now)) {
            return Optional.empty();
        }
        if (recorded.isObject() && now.isObject()) {
            Set<String> names = new LinkedHashSet<>();
            recorded.fieldNames().forEachRemaining(names::add);
            now.fieldNames().forEachRemaining(names::add);
            return names.stream().flatMap(name -> first(path.isEmpty() ? name : path + "." + name, recorded.path(name),
                    now.path(name)).stream()).findFirst();
        }
        if (recorded.isArray() && now.isArray()) {
            return ofArrays(path, recorded, now);
        }
        if (recorded.isTextual() && now.isTextual()) {
            return Optional.of(ofTexts(path, recorded.textValue(), now.textValue()));
        }
        return Optional.of(path + " was " + shown(recorded) + ", and is " + shown(now));
    }

    private static Optional<String> ofArrays(String path, JsonNode recorded, JsonNode now) {
        Iterator<JsonNode> others = now.iterator();
        int index = 0;
        for (JsonNode item : recorded) {
            if (!others.hasNext()) {
                break;
            }
            Optional<String> found = first(path + "[" + index + "]", item, others.next());
            if (found.isPresent()) {
                return found;
            }
            index++;
        }
        return Optional.of(path + " had " + recorded.size() + " items, and has " + now.size());
    }

    private static String ofTexts(String path, String recorded, String now) {
        int place = 0;
        while (place < Math.min(recorded.length(), now.length()) && recorded.charAt(place) == now.charAt(place)) {
            place++;
        }
        return path + " differs at character " + place + ": it was '" + around(recorded, place) + "', and is '"
                + around(now, place) + "'";
    }

    private static String around(String text, int place) {
        int from = Math.max(0, place - BEFORE);
        int to = Math.min(text.length(), place + SHOWN);
        return (from > 0 ? "..." : "") + text.substring(from, to).replace("\n", "\\n")
                + (to < text.length() ? "..." : "");
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "absent" : around(value.toString(), 0);
    }
}
