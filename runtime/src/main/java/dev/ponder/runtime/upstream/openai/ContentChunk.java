package dev.ponder.runtime.upstream.openai;

import java.io.IOException;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/**
 * A chunk that has text of one choice and nothing that could be a fault, as nearly all chunks of a stream. It is recognized
 * without a tree of its JSON.
 *
 * @param choice the index of the choice
 * @param progress whether the text is not empty
 */
record ContentChunk(int choice, boolean progress) {

    private static final int ID = 1;
    private static final int OBJECT = 2;
    private static final int CREATED = 4;
    private static final int MODEL = 8;
    private static final int CHOICE = 16;
    private static final int ALL = 31;
    /** Members with a meaning for usage or errors. */
    private static final Set<String> INSPECTED = Set.of("error", "errors", "usage", "x_groq", "usageMetadata",
            "message");

    /** Reads a chunk; null if it needs an inspection. */
    static @Nullable ContentChunk read(String data) {
        try (JsonParser json = UpstreamJson.parser(data)) {
            return read(json);
        } catch (IOException notJson) {
            return null;
        }
    }

    /** Reads a chunk that is a part of some bytes; null if it needs an inspection. */
    static @Nullable ContentChunk read(byte[] bytes, int from, int length) {
        try (JsonParser json = UpstreamJson.parser(bytes, from, length)) {
            return read(json);
        } catch (IOException notJson) {
            return null;
        }
    }

    private static @Nullable ContentChunk read(JsonParser json) throws IOException {
        return json.nextToken() == JsonToken.START_OBJECT ? chunk(json) : null;
    }

    private static @Nullable ContentChunk chunk(JsonParser json) throws IOException {
        int seen = 0;
        ContentChunk content = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "id" -> seen |= filled(json, value) ? ID : 0;
                case "object" -> seen |= filled(json, value) ? OBJECT : 0;
                case "model" -> seen |= filled(json, value) ? MODEL : 0;
                case "created" -> seen |= value.isNumeric() ? CREATED : 0;
                case "choices" -> {
                    content = onlyChoice(json, value);
                    if (content == null) {
                        return null;
                    }
                    seen |= CHOICE;
                }
                default -> {
                    if (value != JsonToken.VALUE_NULL && INSPECTED.contains(name)) {
                        return null;
                    }
                    json.skipChildren();
                }
            }
        }
        return seen == ALL && json.nextToken() == null ? content : null;
    }

    private static boolean filled(JsonParser json, JsonToken value) throws IOException {
        return value == JsonToken.VALUE_STRING && json.getTextLength() > 0;
    }

    private static @Nullable ContentChunk onlyChoice(JsonParser json, JsonToken value) throws IOException {
        if (value != JsonToken.START_ARRAY || json.nextToken() != JsonToken.START_OBJECT) {
            return null;
        }
        int index = -1;
        Boolean progress = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken member = json.nextToken();
            if (name.equals("index") && member == JsonToken.VALUE_NUMBER_INT) {
                index = json.getIntValue();
            } else if (name.equals("delta") && member == JsonToken.START_OBJECT) {
                progress = delta(json);
                if (progress == null) {
                    return null;
                }
            } else if (name.equals("text") && member == JsonToken.VALUE_STRING) {
                progress = json.getTextLength() > 0;
            } else if (name.equals("logprobs")) {
                json.skipChildren();
            } else if (member != JsonToken.VALUE_NULL) {
                return null;
            }
        }
        return json.nextToken() == JsonToken.END_ARRAY && index >= 0 && progress != null
                ? new ContentChunk(index, progress)
                : null;
    }

    /** Whether a delta has text; null if it has a role, or something else than text. */
    private static @Nullable Boolean delta(JsonParser json) throws IOException {
        boolean text = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean role = json.currentName().equals("role");
            JsonToken value = json.nextToken();
            if (value == JsonToken.VALUE_STRING && !role) {
                text |= json.getTextLength() > 0;
            } else if (value != JsonToken.VALUE_NULL) {
                return null;
            }
        }
        return text;
    }
}
