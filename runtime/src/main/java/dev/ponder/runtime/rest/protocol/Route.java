package dev.ponder.runtime.rest.protocol;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An endpoint of a protocol.
 *
 * @param method the method that the endpoint accepts
 * @param path its path; {@code <name>} matches one or more characters of any kind, slashes included
 */
public record Route(String method, String path) {

    private static final Pattern PLACEHOLDER = Pattern.compile("<[^>]+>");

    /** An endpoint that clients read. */
    public static Route get(String path) {
        return new Route("GET", path);
    }

    /** An endpoint that clients send a body to. */
    public static Route post(String path) {
        return new Route("POST", path);
    }

    /** The requested paths that the endpoint matches. */
    Pattern pattern() {
        String pattern = Stream.of(PLACEHOLDER.split(path, -1)).map(Pattern::quote).collect(Collectors.joining(".+"));
        return Pattern.compile(pattern + "/?");
    }
}
