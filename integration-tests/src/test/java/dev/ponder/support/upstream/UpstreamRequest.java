package dev.ponder.support.upstream;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTTP/1.1 request as received.
 *
 * @param head the request line and the headers
 * @param body as many bytes as {@code Content-Length} announces
 */
record UpstreamRequest(String head, byte[] body) {

    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");

    /** Reads one request; empty if the caller closed the connection before it. */
    static Optional<UpstreamRequest> read(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
            int next = in.read();
            if (next < 0 && head.length() == 0) {
                return Optional.empty();
            }
            if (next < 0) {
                throw new EOFException("closed within the head: " + head);
            }
            head.append((char) next);
        }
        Matcher length = LENGTH.matcher(head);
        byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
        return Optional.of(new UpstreamRequest(head.toString(), body));
    }

    String path() {
        return head.split(" ", 3)[1];
    }

    List<String> headers(String name) {
        return Pattern.compile("(?im)^" + Pattern.quote(name) + ": *(.*?)\\r?$").matcher(head).results()
                .map(header -> header.group(1)).toList();
    }
}
