package dev.ponder.api.serving.tensor;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;

/** Strict UTF-8: what it cannot say fails, and no replacement character takes its place. */
final class Utf8 {

    private Utf8() {
    }

    static byte[] encode(String text) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            return Arrays.copyOf(bytes.array(), bytes.limit());
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("data: a text with half a surrogate pair (expected Unicode)", e);
        }
    }

    static String decode(byte[] bytes, Supplier<String> message) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalStateException(message.get(), e);
        }
    }
}
