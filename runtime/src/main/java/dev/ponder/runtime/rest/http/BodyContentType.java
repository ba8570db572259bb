package dev.ponder.runtime.rest.http;

import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** The content type of a request body. Clients often send a wrong default. */
public final class BodyContentType {

    /** The types that curl and other clients send by default, whatever the body is. */
    private static final Set<String> CLIENT_DEFAULTS = Set.of("", "*/*", "application/x-www-form-urlencoded",
            "application/octet-stream", "text/plain", "text/json");

    private final String essence;

    private BodyContentType(String essence) {
        this.essence = essence;
    }

    /** The content type of a header; null if the request has none. */
    public static BodyContentType of(@Nullable String header) {
        return new BodyContentType(header == null ? "" : header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
    }

    /** Whether it is this type, with any parameters. */
    public boolean is(String other) {
        return essence.equals(other);
    }

    /** Whether the type is a JSON type. */
    public boolean json() {
        return essence.equals("application/json") || essence.endsWith("+json");
    }

    /** Whether the body may be JSON: the type is a JSON type or a default of clients. */
    public boolean maybeJson() {
        return json() || CLIENT_DEFAULTS.contains(essence);
    }
}
