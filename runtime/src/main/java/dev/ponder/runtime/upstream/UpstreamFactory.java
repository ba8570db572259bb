package dev.ponder.runtime.upstream;

import java.util.List;

/** Creates the upstreams of one kind. Each bean of this type is called at startup. */
public interface UpstreamFactory {

    /** The configured upstreams of this kind and the models they serve. */
    List<UpstreamRoute> routes();

    /** What is wrong with the settings of these upstreams, a line each. The server does not start with faults. */
    default List<String> faults() {
        return List.of();
    }
}
