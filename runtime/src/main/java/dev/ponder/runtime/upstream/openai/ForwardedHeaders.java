package dev.ponder.runtime.upstream.openai;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.ponder.runtime.event.RequestOrigin;
import dev.ponder.runtime.upstream.ModelPattern;

/** Selects the headers of clients that are forwarded to upstreams. */
final class ForwardedHeaders {

    private final List<String> names;

    /** @param names names or patterns with {@code *} */
    ForwardedHeaders(List<String> names) {
        this.names = names.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
    }

    /** By lower-case names. A header that describes the client's own connection or body is never forwarded. */
    Map<String, String> of(RequestOrigin origin) {
        var forwarded = new HashMap<String, String>();
        origin.headers().forEach((name, values) -> {
            if (!values.isEmpty() && !UpstreamCredentials.RESERVED.contains(name) && !name.equals("host")
                    && !name.equals("content-type") && names.stream().anyMatch(pattern -> matches(pattern, name))) {
                forwarded.put(name, String.join(", ", values));
            }
        });
        return forwarded;
    }

    /** Credentials are forwarded only when they are listed by their full name. */
    private static boolean matches(String pattern, String name) {
        boolean credentials = name.equals("authorization") || name.equals("cookie") || name.startsWith("proxy-");
        return credentials ? pattern.equals(name) : ModelPattern.matches(pattern, name);
    }
}
