package dev.ponder.runtime.stream;

import java.util.List;

import io.smallrye.mutiny.Multi;

/** Merges streams. At most one item of each waits for a slow subscriber, so that back-pressure reaches all of them. */
public final class MergedStreams {

    private MergedStreams() {
    }

    /** The items of the streams as they arrive. Fails with the first stream that fails. */
    public static <T> Multi<T> of(List<Multi<T>> streams) {
        return streams.size() == 1
                ? streams.get(0)
                : Multi.createBy().merging().withConcurrency(streams.size()).withRequests(1).streams(streams);
    }
}
