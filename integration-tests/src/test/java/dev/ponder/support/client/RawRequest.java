package dev.ponder.support.client;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A chat completion request whose version and headers a test may change. */
public record RawRequest(String version, Map<String, String> headers, String body) {

    public static RawRequest of(Object body, String strategy) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Host", "ponder");
        headers.put("Content-Type", "application/json");
        headers.put("Connection", "close");
        headers.put("X-Ponder-Strategy", strategy);
        return new RawRequest("HTTP/1.1", headers, body.toString());
    }

    public RawRequest overHttp10() {
        return new RawRequest("HTTP/1.0", headers, body);
    }

    public RawRequest with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new RawRequest(version, more, body);
    }

    byte[] bytes() {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        var head = new StringBuilder("POST /v1/chat/completions ").append(version).append("\r\n");
        headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(content.length).append("\r\n\r\n");
        byte[] start = head.toString().getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[start.length + content.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(content, 0, all, start.length, content.length);
        return all;
    }
}
