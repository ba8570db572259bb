package dev.ponder.runtime.upstream;

import java.util.List;

/** A kind of model server. Every bean of this type is asked at start for those that the configuration names. */
public interface UpstreamFactory {

    /** The configured upstreams of this kind and what they answer for. */
    List<UpstreamRoute> routes();
}
