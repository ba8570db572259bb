package dev.ponder.support.client;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The bytes of a connection until its end, read as one response.
 *
 * @param reply empty if the connection ended within the head
 * @param complete whether the body has the length that its head announces, or its last chunk
 */
public record RawResponse(Optional<HttpReply> reply, boolean complete) {

    private static final String HEAD_END = "\r\n\r\n";

    static RawResponse of(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf(HEAD_END);
        if (end < 0) {
            return new RawResponse(Optional.empty(), false);
        }
        String[] lines = text.substring(0, end).split("\r\n");
        int status = Integer.parseInt(lines[0].split(" ")[1]);
        HttpHeaders headers = headers(lines);
        String rest = text.substring(end + HEAD_END.length());
        if (headers.firstValue("Transfer-Encoding").orElse("").equalsIgnoreCase("chunked")) {
            var body = new StringBuilder();
            boolean complete = readChunks(rest, body);
            return of(status, headers, body.toString(), complete);
        }
        boolean complete = headers.firstValueAsLong("Content-Length").orElse(rest.length()) == rest.length();
        return of(status, headers, rest, complete);
    }

    private static RawResponse of(int status, HttpHeaders headers, String body, boolean complete) {
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        return new RawResponse(Optional.of(new HttpReply(status, headers, bytes)), complete);
    }

    private static HttpHeaders headers(String[] lines) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 1; i < lines.length; i++) {
            String[] header = lines[i].split(": *", 2);
            headers.put(header[0], List.of(header[1]));
        }
        return HttpHeaders.of(headers, (name, value) -> true);
    }

    /** Appends the data of the chunks; returns whether the last chunk is there. */
    private static boolean readChunks(String framed, StringBuilder body) {
        int at = 0;
        for (int line = framed.indexOf("\r\n"); line >= 0; line = framed.indexOf("\r\n", at)) {
            int size = Integer.parseInt(framed.substring(at, line).strip(), 16);
            int from = line + 2;
            if (size == 0) {
                return true;
            }
            body.append(framed, from, Math.min(framed.length(), from + size));
            at = from + size + 2;
        }
        return false;
    }
}
