package dev.ponder.support.client;

import java.net.http.HttpHeaders;

/** A body taken out of its frame; a character is a byte. */
record FramedBody(String text, boolean whole) {

    static FramedBody of(String framed, HttpHeaders headers) {
        if (headers.firstValue("Transfer-Encoding").orElse("").equalsIgnoreCase("chunked")) {
            return ofChunks(framed);
        }
        boolean whole = headers.firstValueAsLong("Content-Length").orElse(framed.length()) == framed.length();
        return new FramedBody(framed, whole);
    }

    private static FramedBody ofChunks(String framed) {
        var text = new StringBuilder();
        int at = 0;
        for (int line = framed.indexOf("\r\n"); line >= 0; line = framed.indexOf("\r\n", at)) {
            int size = Integer.parseInt(framed.substring(at, line).strip(), 16);
            int from = line + 2;
            if (size == 0) {
                return new FramedBody(text.toString(), true);
            }
            text.append(framed, from, Math.min(framed.length(), from + size));
            at = from + size + 2;
        }
        return new FramedBody(text.toString(), false);
    }
}
