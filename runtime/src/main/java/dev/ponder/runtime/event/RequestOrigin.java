package dev.ponder.runtime.event;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * The HTTP request that a request came with. Immutable.
 *
 * @param path the HTTP path as the client sent it; empty if unknown
 * @param requestId the value of {@code x-request-id}, the client's or a generated one; empty if unknown
 * @param headers all headers of the request, by their names in lower case; they may contain secrets
 */
public record RequestOrigin(String path, String requestId, Map<String, List<String>> headers) {

    /** An unknown origin. */
    public static final RequestOrigin UNKNOWN = new RequestOrigin("", "", Map.of());

    /** Copies the headers, with their names in lower case, unless they are immutable and in lower case already. */
    public RequestOrigin {
        headers = Map.copyOf(headers);
        if (!normalized(headers)) {
            var copied = new TreeMap<String, List<String>>();
            headers.forEach((name, values) -> copied.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
            headers = Map.copyOf(copied);
        }
    }

    private static boolean normalized(Map<String, List<String>> headers) {
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            String name = header.getKey();
            List<String> values = header.getValue();
            if (List.copyOf(values) != values || !name.toLowerCase(Locale.ROOT).equals(name)) {
                return false;
            }
        }
        return true;
    }

    /** A request without headers, received at this path. */
    public static RequestOrigin at(String path) {
        return new RequestOrigin(path, "", Map.of());
    }

    /** The first value of a header; null if the request has none. */
    public @Nullable String header(String name) {
        List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    /** Without the headers' values, which may be secret. */
    @Override
    public String toString() {
        return "RequestOrigin[path=" + path + ", requestId=" + requestId + ", headers=" + headers.keySet() + "]";
    }
}
