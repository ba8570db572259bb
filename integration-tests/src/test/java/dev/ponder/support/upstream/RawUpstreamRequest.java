package dev.ponder.support.upstream;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An HTTP/1.1 request as it came: its head, and as many bytes as it announced. */
public record RawUpstreamRequest(String head, byte[] body) {

    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");

    public static RawUpstreamRequest read(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("closed within the head: " + head);
            }
            head.append((char) next);
        }
        Matcher length = LENGTH.matcher(head);
        byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
        return new RawUpstreamRequest(head.toString(), body);
    }

    public boolean asksForModels() {
        return head.startsWith("GET ");
    }
}
