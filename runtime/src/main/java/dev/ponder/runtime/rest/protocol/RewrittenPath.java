package dev.ponder.runtime.rest.protocol;

import jakarta.ws.rs.container.ContainerRequestContext;

import org.jspecify.annotations.Nullable;

/**
 * A path from which a filter has removed a prefix that belongs to one protocol.
 *
 * @param prefix the prefix, such as {@code /openai}
 * @param protocol the protocol, which reports the errors of the request
 */
public record RewrittenPath(String prefix, Protocol protocol) {

    private static final String PROPERTY = RewrittenPath.class.getName();

    /** Remembers the prefix for the rest of the request. */
    public void attachTo(ContainerRequestContext request) {
        request.setProperty(PROPERTY, this);
    }

    /** The prefix that was removed from a request's path; null if none was. */
    public static @Nullable RewrittenPath of(ContainerRequestContext request) {
        return (RewrittenPath) request.getProperty(PROPERTY);
    }
}
