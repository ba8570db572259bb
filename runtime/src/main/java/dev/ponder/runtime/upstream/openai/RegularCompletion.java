package dev.ponder.runtime.upstream.openai;

import java.io.IOException;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.stream.BufferInputStream;
import io.vertx.core.buffer.Buffer;

/**
 * A whole completion that has the members of OpenAI's format, no tool calls, and nothing that could be a fault, as nearly
 * all of them. It is recognized without a tree of its JSON.
 *
 * @param usage the usage that it reports; null if it reports none
 */
record RegularCompletion(@Nullable Usage usage) {

    private static final Set<String> OBJECTS = Set.of("chat.completion", "text_completion");
    private static final Set<String> REASONS = Set.of("stop", "length", "content_filter");
    /** Members without a meaning for errors, usage or corrections. */
    private static final Set<String> MEMBERS = Set.of("system_fingerprint", "service_tier", "prompt_logprobs",
            "prompt_token_ids", "kv_transfer_params");
    private static final Set<String> CHOICE_MEMBERS = Set.of("index", "text", "logprobs", "stop_reason", "token_ids",
            "prompt_logprobs");
    private static final Set<String> MESSAGE_MEMBERS = Set.of("content", "refusal", "annotations", "reasoning",
            "reasoning_content");

    private static final int LONGEST_COUNT = 15;

    private static final int ID = 1;
    private static final int OBJECT = 2;
    private static final int CREATED = 4;
    private static final int MODEL = 8;
    private static final int CHOICES = 16;
    private static final int ALL = 31;

    /** Reads a completion; null if it needs an inspection. */
    static @Nullable RegularCompletion read(Buffer body) {
        if (body.length() == 0 || body.getByte(0) != '{') {
            return null;
        }
        try (JsonParser json = UpstreamJson.parser(new BufferInputStream(body))) {
            return json.nextToken() == JsonToken.START_OBJECT ? completion(json) : null;
        } catch (IOException notJson) {
            return null;
        }
    }

    private static @Nullable RegularCompletion completion(JsonParser json) throws IOException {
        int seen = 0;
        Usage usage = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "id" -> seen |= filled(json, value) ? ID : 0;
                case "object" -> seen |= filled(json, value) && OBJECTS.contains(json.getText()) ? OBJECT : 0;
                case "model" -> seen |= filled(json, value) ? MODEL : 0;
                case "created" -> seen |= value.isNumeric() ? CREATED : 0;
                case "choices" -> {
                    if (!choices(json, value)) {
                        return null;
                    }
                    seen |= CHOICES;
                }
                case "usage" -> {
                    usage = usage(json, value);
                    if (usage == null) {
                        return null;
                    }
                }
                default -> {
                    if (!skipped(json, value, name, MEMBERS)) {
                        return null;
                    }
                }
            }
        }
        return seen == ALL && json.nextToken() == null ? new RegularCompletion(usage) : null;
    }

    /** Usage with OpenAI's names and all counts; null for any other. */
    private static @Nullable Usage usage(JsonParser json, JsonToken value) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            return null;
        }
        long prompt = -1;
        long completion = -1;
        long total = -1;
        long reasoning = 0;
        long cached = 0;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken count = json.nextToken();
            switch (name) {
                case "prompt_tokens" -> prompt = count(json, count);
                case "completion_tokens" -> completion = count(json, count);
                case "total_tokens" -> total = count(json, count);
                case "completion_tokens_details" -> reasoning = detail(json, count, "reasoning_tokens");
                case "prompt_tokens_details" -> cached = detail(json, count, "cached_tokens");
                default -> {
                    return null;
                }
            }
        }
        return prompt < 0 || completion < 0 || total < 0 || reasoning < 0 || cached < 0
                ? null
                : new Usage(prompt, completion, Math.max(total, prompt + completion), reasoning, cached, false);
    }

    private static long count(JsonParser json, JsonToken value) throws IOException {
        return value == JsonToken.VALUE_NUMBER_INT && json.getTextLength() <= LONGEST_COUNT ? json.getLongValue() : -1;
    }

    /** A member of the details of a count; 0 if it is absent, negative if the details are irregular. */
    private static long detail(JsonParser json, JsonToken value, String member) throws IOException {
        if (value == JsonToken.VALUE_NULL) {
            return 0;
        }
        if (value != JsonToken.START_OBJECT) {
            return -1;
        }
        long found = 0;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = json.currentName().equals(member);
            JsonToken count = json.nextToken();
            if (count != JsonToken.VALUE_NUMBER_INT && count != JsonToken.VALUE_NULL) {
                return -1;
            }
            found = wanted && count != JsonToken.VALUE_NULL ? count(json, count) : found;
        }
        return found;
    }

    private static boolean choices(JsonParser json, JsonToken value) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            return false;
        }
        int choices = 0;
        for (; json.nextToken() == JsonToken.START_OBJECT; choices++) {
            if (!choice(json)) {
                return false;
            }
        }
        return choices > 0 && json.currentToken() == JsonToken.END_ARRAY;
    }

    private static boolean choice(JsonParser json) throws IOException {
        boolean finished = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("finish_reason") && value == JsonToken.VALUE_STRING && REASONS.contains(json.getText())) {
                finished = true;
            } else if (!(name.equals("message") && value == JsonToken.START_OBJECT
                    ? message(json)
                    : skipped(json, value, name, CHOICE_MEMBERS))) {
                return false;
            }
        }
        return finished;
    }

    private static boolean message(JsonParser json) throws IOException {
        boolean role = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("role") && filled(json, value)) {
                role = true;
            } else if (!skipped(json, value, name, MESSAGE_MEMBERS)) {
                return false;
            }
        }
        return role;
    }

    /** Whether a member needs no inspection. */
    private static boolean skipped(JsonParser json, JsonToken value, String name, Set<String> known)
            throws IOException {
        json.skipChildren();
        return value == JsonToken.VALUE_NULL || known.contains(name);
    }

    private static boolean filled(JsonParser json, JsonToken value) throws IOException {
        return value == JsonToken.VALUE_STRING && !json.getText().isBlank();
    }
}
