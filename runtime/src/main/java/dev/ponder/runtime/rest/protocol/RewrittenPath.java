package dev.ponder.runtime.rest.protocol;

import jakarta.ws.rs.container.ContainerRequestContext;

import org.jspecify.annotations.Nullable;

/**
 * A path that a filter has replaced by another one, because one protocol has it under several names.
 *
 * @param path the path as the client sent it, such as {@code /openai/v1/models}
 * @param protocol the protocol, which reports the errors of the request
 */
public record RewrittenPath(String path, Protocol protocol) {

    private static final String PROPERTY = RewrittenPath.class.getName();

    /** Remembers the path for the rest of the request. */
    public void attachTo(ContainerRequestContext request) {
        request.setProperty(PROPERTY, this);
    }

    /** The path that was replaced; null if none was. */
    public static @Nullable RewrittenPath of(ContainerRequestContext request) {
        return (RewrittenPath) request.getProperty(PROPERTY);
    }
}
