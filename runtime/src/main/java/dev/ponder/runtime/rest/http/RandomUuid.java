package dev.ponder.runtime.rest.http;

import java.util.UUID;
import java.util.random.RandomGenerator;

/** UUIDs of version 4, from a random generator that tests can replace. */
public final class RandomUuid {

    private RandomUuid() {
    }

    /** The next UUID. Six of its bits hold the version and the variant. */
    public static UUID next(RandomGenerator random) {
        return new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() >>> 2 | Long.MIN_VALUE);
    }
}
