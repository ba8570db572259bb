package dev.ponder.runtime.stream;

import io.vertx.core.buffer.Buffer;

/**
 * Encodes JSON text as UTF-8. UTF-8 has no form for half of a surrogate pair, which clients and model servers send when they
 * cut a text: it is written as a JSON escape, as it was received.
 */
public final class LoneSurrogates {

    private LoneSurrogates() {
    }

    /** The bytes of JSON text. */
    public static Buffer encode(String json) {
        return Buffer.buffer(escape(json));
    }

    /** The JSON text with escapes in place of lone surrogates. The same object if it has none. */
    public static String escape(String json) {
        int first = next(json, 0);
        if (first == json.length()) {
            return json;
        }
        var escaped = new StringBuilder(json.length() + 16);
        int copied = 0;
        for (int at = first; at < json.length(); at = next(json, at + 1)) {
            escaped.append(json, copied, at).append(String.format("\\u%04x", (int) json.charAt(at)));
            copied = at + 1;
        }
        return escaped.append(json, copied, json.length()).toString();
    }

    /** The position of the next lone surrogate; the length if there is none. */
    private static int next(String json, int from) {
        for (int i = from; i < json.length(); i++) {
            if (Character.isSurrogate(json.charAt(i))) {
                if (i + 1 == json.length() || !Character.isSurrogatePair(json.charAt(i), json.charAt(i + 1))) {
                    return i;
                }
                i++;
            }
        }
        return json.length();
    }
}
