package dev.ponder.runtime.upstream.openai;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.ponder.runtime.config.ModelPattern;
import dev.ponder.runtime.event.CallId;
import dev.ponder.runtime.event.RequestOrigin;
import dev.ponder.runtime.event.TraceContext;

/** Selects the headers of clients that are forwarded to upstreams. */
final class ForwardedHeaders {

    private static final String TRACE_PARENT = "traceparent";

    private final List<String> names;
    private final List<String> patterns;
    private final @Nullable TraceContext traces;

    /** Headers without a trace of the server's own. */
    ForwardedHeaders(List<String> names) {
        this(names, null);
    }

    /**
     * Headers.
     *
     * @param names names or patterns with {@code *}
     * @param traces replaces the client's trace headers, if {@code traceparent} is forwarded; null to forward those
     */
    ForwardedHeaders(List<String> names, @Nullable TraceContext traces) {
        List<String> all = names.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
        this.names = all.stream().filter(name -> name.indexOf('*') < 0 && allowed(name)).toList();
        this.patterns = all.stream().filter(name -> name.indexOf('*') >= 0).toList();
        this.traces = traces != null && forwards(TRACE_PARENT) ? traces : null;
    }

    /** Those of an attempt: of the request's origin, with the trace of the call. */
    Map<String, String> of(CallId call) {
        Map<String, String> headers = of(call.origin());
        if (traces != null) {
            traces.inject(call, headers);
        }
        return headers;
    }

    /** By lower-case names. A header that describes the client's own connection or body is never forwarded. */
    Map<String, String> of(RequestOrigin origin) {
        var forwarded = new HashMap<String, String>();
        for (String name : names) {
            put(forwarded, name, origin.headers().get(name));
        }
        if (!patterns.isEmpty()) {
            origin.headers().forEach((name, values) -> {
                if (allowed(name) && matches(name)) {
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

    private boolean forwards(String name) {
        return names.contains(name) || matches(name);
    }

    private boolean matches(String name) {
        for (String pattern : patterns) {
            if (matches(pattern, name)) {
                return true;
            }
        }
        return false;
    }

    /** Credentials are forwarded only when they are listed by their full name. */
    private static boolean matches(String pattern, String name) {
        boolean credentials = name.equals("authorization") || name.equals("cookie") || name.startsWith("proxy-");
        return !credentials && ModelPattern.matches(pattern, name);
    }
}
