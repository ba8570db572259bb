package dev.ponder.runtime.rest.protocol;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.arc.All;

/** All protocols, and which of them a path belongs to. */
@ApplicationScoped
public class ProtocolRegistry {

    private final List<Protocol> protocols;
    private final List<RoutePattern> routes;

    private record RoutePattern(Route route, Pattern pattern) {}

    ProtocolRegistry(@All List<Protocol> protocols) {
        this.protocols = List.copyOf(protocols);
        this.routes = protocols.stream().flatMap(protocol -> protocol.routes().stream())
                .sorted(Comparator.comparingInt((Route route) -> route.path().length()).reversed())
                .map(route -> new RoutePattern(route, route.pattern())).toList();
    }

    /** The protocol that reports the errors of a path. */
    public Protocol at(String path) {
        return protocols.stream().max(Comparator.comparingInt(protocol -> matchingLength(protocol, path)))
                .orElseThrow(() -> new IllegalStateException("no bean of type " + Protocol.class.getName()));
    }

    /** The methods that a path accepts, as the {@code Allow} header lists them. A path without a route accepts GET. */
    public String allowedMethods(String path) {
        return routes.stream().filter(candidate -> candidate.pattern().matcher(path).matches()).findFirst()
                .map(candidate -> candidate.route().method()).orElse("GET");
    }

    /** The paths of all routes, for an error message. */
    public List<String> paths() {
        return routes.stream().map(candidate -> candidate.route().path()).distinct().sorted().toList();
    }

    /** The length of the longest prefix that matches; -1 for none. */
    private static int matchingLength(Protocol protocol, String path) {
        return protocol.pathPrefixes().stream()
                .filter(prefix -> path.equals(prefix) || path.startsWith(prefix + "/"))
                .mapToInt(String::length).max().orElse(-1);
    }
}
