package dev.ponder.runtime.upstream;

import java.util.List;
import java.util.Optional;

/** Creates the upstreams of one kind. Each bean of this type is called at startup. */
public interface UpstreamFactory {

    /** The configured upstreams of this kind and the models they serve. */
    List<UpstreamRoute> routes();

    /** What is wrong with the settings of these upstreams, a line each. The server does not start with faults. */
    default List<String> faults() {
        return List.of();
    }

    /**
     * A further upstream, which is not one of {@link #routes} and has neither key nor proxy. It exists until shutdown.
     *
     * @param name its name, which no other upstream has
     * @param baseUrl an address on the loopback interface, such as {@code http://127.0.0.1:8000/v1}
     * @return the upstream; empty if upstreams of this kind have no address
     */
    default Optional<UpstreamRoute> unlisted(String name, String baseUrl) {
        return Optional.empty();
    }
}
