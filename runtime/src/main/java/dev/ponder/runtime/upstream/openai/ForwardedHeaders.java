package dev.ponder.runtime.upstream.openai;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.ponder.runtime.config.ModelPattern;
import dev.ponder.runtime.event.RequestOrigin;

/** Selects the headers of clients that are forwarded to upstreams. */
final class ForwardedHeaders {

    private final List<String> names;
    private final List<String> patterns;

    /** @param names names or patterns with {@code *} */
    ForwardedHeaders(List<String> names) {
        List<String> all = names.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
        this.names = all.stream().filter(name -> name.indexOf('*') < 0 && allowed(name)).toList();
        this.patterns = all.stream().filter(name -> name.indexOf('*') >= 0).toList();
    }

    /** By lower-case names. A header that describes the client's own connection or body is never forwarded. */
    Map<String, String> of(RequestOrigin origin) {
        var forwarded = new HashMap<String, String>();
        for (String name : names) {
            put(forwarded, name, origin.headers().get(name));
        }
        if (!patterns.isEmpty()) {
            origin.headers().forEach((name, values) -> {
                if (allowed(name) && patterns.stream().anyMatch(pattern -> matches(pattern, name))) {
                    put(forwarded, name, values);
                }
            });
        }
        return forwarded;
    }

    private static void put(Map<String, String> forwarded, String name, @Nullable List<String> values) {
        if (values != null && !values.isEmpty()) {
            forwarded.put(name, values.size() == 1 ? values.get(0) : String.join(", ", values));
        }
    }

    private static boolean allowed(String name) {
        return !UpstreamCredentials.RESERVED.contains(name) && !name.equals("host") && !name.equals("content-type");
    }

    /** Credentials are forwarded only when they are listed by their full name. */
    private static boolean matches(String pattern, String name) {
        boolean credentials = name.equals("authorization") || name.equals("cookie") || name.startsWith("proxy-");
        return !credentials && ModelPattern.matches(pattern, name);
    }
}
