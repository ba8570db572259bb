package dev.ponder.runtime.upstream;

import java.util.List;

/** Creates the upstreams of one kind. Each bean of this type is called at startup. */
public interface UpstreamFactory {

    /** The configured upstreams of this kind and the models they serve. */
    List<UpstreamRoute> routes();
}
