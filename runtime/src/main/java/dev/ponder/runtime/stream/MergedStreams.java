package dev.ponder.runtime.stream;

import java.util.List;

import io.smallrye.mutiny.Multi;

/**
 * Several streams as one. An item of each waits for a slow reader and no more, so that back-pressure reaches all of
 * them.
 */
public final class MergedStreams {

    private MergedStreams() {
    }

    /** The streams' items as they come; fails with the first that fails. */
    public static <T> Multi<T> of(List<Multi<T>> streams) {
        return streams.size() == 1
                ? streams.get(0)
                : Multi.createBy().merging().withConcurrency(streams.size()).withRequests(1).streams(streams);
    }
}
