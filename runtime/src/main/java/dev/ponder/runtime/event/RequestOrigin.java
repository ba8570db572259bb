package dev.ponder.runtime.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.ponder.runtime.security.ApiClient;

/**
 * The HTTP request that a request came with. Immutable.
 *
 * @param path the HTTP path as the client sent it; empty if unknown
 * @param requestId the value of {@code x-request-id}, the client's or a generated one; empty if unknown
 * @param headers all headers of the request, by their names in lower case; they may contain secrets
 * @param apiClient who sent it; {@link ApiClient#ANONYMOUS} if the server controls no access
 */
public record RequestOrigin(String path, String requestId, Map<String, List<String>> headers, ApiClient apiClient) {

    /** Headers that differ between requests of one client, and do not identify it. */
    private static final Set<String> OF_ONE_REQUEST = Set.of("x-request-id", "traceparent", "tracestate", "baggage",
            "content-length", "content-type", "content-encoding", "accept", "accept-encoding", "connection", "expect",
            "transfer-encoding", "date", "user-agent", "idempotency-key", "x-stainless-retry-count",
            "x-stainless-read-timeout", "x-stainless-timeout", "mcp-session-id", "mcp-protocol-version");
    /** Headers with which a client addresses Ponder. */
    private static final String OF_PONDER = "x-ponder-";

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

    /** A request to a server that controls no access. */
    public RequestOrigin(String path, String requestId, Map<String, List<String>> headers) {
        this(path, requestId, headers, ApiClient.ANONYMOUS);
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

    /** The same request without a header. */
    public RequestOrigin without(String header) {
        var others = new HashMap<>(headers);
        others.remove(header.toLowerCase(Locale.ROOT));
        return new RequestOrigin(path, requestId, others, apiClient);
    }

    /** The first value of a header; null if the request has none. */
    public @Nullable String header(String name) {
        List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    /**
     * The name of the client, under which state is kept between its requests: that of its {@link #apiClient}, or a hash
     * of the headers, without those that usually differ between requests of one client. Credentials and unknown headers
     * count, so that two clients never have the same name.
     */
    public String client() {
        if (!apiClient.anonymous()) {
            return apiClient.name();
        }
        MessageDigest digest = sha256();
        new TreeMap<>(headers).forEach((name, values) -> {
            if (!OF_ONE_REQUEST.contains(name) && !name.startsWith(OF_PONDER)) {
                digest.update((name + ": " + values + "\n").getBytes(StandardCharsets.UTF_8));
            }
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without the headers' values, which may be secret. */
    @Override
    public String toString() {
        return "RequestOrigin[path=" + path + ", requestId=" + requestId + ", headers=" + headers.keySet()
                + ", client=" + apiClient.name() + "]";
    }
}
