package dev.ponder.support.client;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;


/**
 * What came back until the connection ended.
 *
 * @param reply none when not even a head came
 * @param whole whether the body ended where it said it would
 */
public record RawResponse(Optional<HttpReply> reply, boolean whole) {

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
        FramedBody body = FramedBody.of(rest, headers);
        byte[] content = body.text().getBytes(StandardCharsets.ISO_8859_1);
        return new RawResponse(Optional.of(new HttpReply(status, headers, content)), body.whole());
    }

    private static HttpHeaders headers(String[] lines) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 1; i < lines.length; i++) {
            String[] header = lines[i].split(": *", 2);
            headers.put(header[0], List.of(header[1]));
        }
        return HttpHeaders.of(headers, (name, value) -> true);
    }
}
