package dev.ponder.runtime.rest.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** What goes before the bytes of a reply. */
public record ResponseHead(int status, Map<String, String> headers) {

    /** The type of a stream of events. */
    public static final String EVENTS = "text/event-stream; charset=utf-8";

    /** The headers of a stream, which nothing on its way is to hold back or to change. */
    public static Map<String, String> streamHeaders(String contentType) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", contentType);
        headers.put("Cache-Control", "no-cache, no-transform");
        headers.put("X-Accel-Buffering", "no");
        return headers;
    }
}
