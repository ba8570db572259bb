package dev.ponder.runtime.rest.protocol;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.arc.All;

/** All protocols, and which of them a path belongs to. */
@ApplicationScoped
public class ProtocolRegistry {

    private final List<Protocol> protocols;

    ProtocolRegistry(@All List<Protocol> protocols) {
        this.protocols = List.copyOf(protocols);
    }

    /** The protocol that reports the errors of a path. */
    public Protocol at(String path) {
        return protocols.stream().max(Comparator.comparingInt(protocol -> matchingLength(protocol, path)))
                .orElseThrow(() -> new IllegalStateException("no bean of type " + Protocol.class.getName()));
    }

    /** The methods that a path accepts, as the {@code Allow} header lists them. A path without a route accepts GET. */
    public String allowedMethods(String path) {
        return routes().filter(route -> route.matches(path))
                .max(Comparator.comparingInt(route -> route.path().length())).map(Route::method).orElse("GET");
    }

    /** The paths of all routes, for an error message. */
    public List<String> paths() {
        return routes().map(Route::path).distinct().sorted().toList();
    }

    private Stream<Route> routes() {
        return protocols.stream().flatMap(protocol -> protocol.routes().stream());
    }

    /** The length of the longest prefix that matches; -1 for none. */
    private static int matchingLength(Protocol protocol, String path) {
        return protocol.pathPrefixes().stream()
                .filter(prefix -> path.equals(prefix) || path.startsWith(prefix + "/"))
                .mapToInt(String::length).max().orElse(-1);
    }
}
