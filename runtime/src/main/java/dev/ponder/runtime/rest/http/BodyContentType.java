package dev.ponder.runtime.rest.http;

import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** What a client says its body is, as far as that can be believed. */
public final class BodyContentType {

    /** Types that clients send without meaning them: curl, and those that know of two kinds of bodies. */
    private static final Set<String> THOUGHTLESS = Set.of("", "*/*", "application/x-www-form-urlencoded",
            "application/octet-stream", "text/plain", "text/json");

    private final String essence;

    private BodyContentType(String essence) {
        this.essence = essence;
    }

    /** Reads a header; null where there is none. */
    public static BodyContentType of(@Nullable String header) {
        return new BodyContentType(header == null ? "" : header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
    }

    /** Whether it is just this type, whatever its parameters. */
    public boolean is(String other) {
        return essence.equals(other);
    }

    /** Whether the body is called JSON. */
    public boolean json() {
        return essence.equals("application/json") || essence.endsWith("+json");
    }

    /** Whether the body may be JSON, for nothing is said of what else it would be. */
    public boolean maybeJson() {
        return json() || THOUGHTLESS.contains(essence);
    }
}
