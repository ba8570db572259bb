package dev.ponder.runtime.rest.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** The status and the headers of a response. */
public record ResponseHead(int status, Map<String, String> headers) {

    /** The content type of an event stream. */
    public static final String EVENTS = "text/event-stream; charset=utf-8";

    /** The headers of a stream, which proxies must neither buffer nor change. */
    public static Map<String, String> streamHeaders(String contentType) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", contentType);
        headers.put("Cache-Control", "no-cache, no-transform");
        headers.put("X-Accel-Buffering", "no");
        return headers;
    }
}
