package dev.ponder.runtime.upstream.openai;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Recognizes chunks that differ from an earlier one in their text only, by comparing bytes: servers write all chunks of a
 * stream in the same way. One instance per stream.
 */
final class ChunkTemplate {

    private static final byte[] TEXT = "\"content\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final String ESCAPES = "\"\\/bfnrt";

    private byte[] before = {};
    private byte[] after = {};
    private @Nullable ContentChunk chunk;

    /** Remembers a chunk that has text. */
    void learn(byte[] bytes, int from, int to, ContentChunk content) {
        int text = content.progress() ? startOfText(bytes, from, to) : -1;
        int end = text < 0 ? -1 : endOfText(bytes, text, to);
        if (end < 0) {
            return;
        }
        before = Arrays.copyOfRange(bytes, from, text);
        after = Arrays.copyOfRange(bytes, end, to);
        chunk = content;
    }

    /** The chunk in these bytes, if it differs from the remembered one in its text only; null for any other. */
    @Nullable
    ContentChunk match(byte[] bytes, int from, int to) {
        int text = from + before.length;
        int end = to - after.length;
        return chunk != null && text < end
                && Arrays.equals(bytes, from, text, before, 0, before.length)
                && Arrays.equals(bytes, end, to, after, 0, after.length)
                && endOfText(bytes, text, end + 1) == end ? chunk : null;
    }

    private static int startOfText(byte[] bytes, int from, int to) {
        for (int i = from; i + TEXT.length < to; i++) {
            if (Arrays.equals(bytes, i, i + TEXT.length, TEXT, 0, TEXT.length)) {
                return i + TEXT.length;
            }
        }
        return -1;
    }

    /** Where the quote is that ends a text; -1 if the text is not regular. */
    private static int endOfText(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b == '"') {
                return i;
            }
            if (b == '\\') {
                i++;
                if (i == to || ESCAPES.indexOf(bytes[i]) < 0) {
                    return -1;
                }
            } else if (b >= 0 && b < ' ') {
                return -1;
            }
        }
        return -1;
    }
}
