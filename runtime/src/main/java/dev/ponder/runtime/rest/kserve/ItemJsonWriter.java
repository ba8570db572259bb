package dev.ponder.runtime.rest.kserve;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.vertx.core.buffer.Buffer;

/** What models return, as one line of JSON. */
@ApplicationScoped
class ItemJsonWriter {

    private final ObjectMapper mapper;

    ItemJsonWriter(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** Bytes become a text where they are one, and {@code {"b64": "..."}} elsewhere. */
    String text(@Nullable Object item) {
        return new String(bytes(item), StandardCharsets.UTF_8);
    }

    /** The same in UTF-8. */
    byte[] bytes(@Nullable Object item) {
        try {
            return mapper.writeValueAsBytes(value(item));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a model returned what Jackson cannot write", e);
        }
    }

    private static @Nullable Object value(@Nullable Object item) {
        if (item instanceof Buffer buffer) {
            return readable(buffer.getBytes());
        }
        return item instanceof byte[] bytes ? readable(bytes) : item;
    }

    private static Object readable(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException notText) {
            return Map.of("b64", Base64.getEncoder().encodeToString(bytes));
        }
    }
}
