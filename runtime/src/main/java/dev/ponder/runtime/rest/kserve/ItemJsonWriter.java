package dev.ponder.runtime.rest.kserve;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.vertx.core.buffer.Buffer;

/** Writes results of models as JSON on one line. Bytes become a string if they are UTF-8, {@code {"b64": "..."}} if not. */
@Singleton
class ItemJsonWriter {

    private final ObjectMapper mapper;

    ItemJsonWriter(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** The JSON as text. */
    String text(@Nullable Object item) {
        return new String(bytes(item), StandardCharsets.UTF_8);
    }

    /** The JSON in UTF-8. */
    byte[] bytes(@Nullable Object item) {
        try {
            return mapper.writeValueAsBytes(jsonValue(item));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a model returned a value that Jackson cannot write", e);
        }
    }

    private static @Nullable Object jsonValue(@Nullable Object item) {
        if (item instanceof Buffer buffer) {
            return textOrBase64(buffer.getBytes());
        }
        return item instanceof byte[] bytes ? textOrBase64(bytes) : item;
    }

    /** The decoder replaces malformed bytes, so that only UTF-8 is encoded to the same bytes again. */
    private static Object textOrBase64(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.UTF_8);
        return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)
                ? text
                : Map.of("b64", Base64.getEncoder().encodeToString(bytes));
    }
}
