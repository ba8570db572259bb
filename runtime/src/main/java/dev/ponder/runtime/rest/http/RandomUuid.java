package dev.ponder.runtime.rest.http;

import java.util.UUID;
import java.util.random.RandomGenerator;

/** Ids of version 4 by a chance that tests can set. */
public final class RandomUuid {

    private RandomUuid() {
    }

    /** The next: random, but for six bits that say so. */
    public static UUID next(RandomGenerator random) {
        return new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() >>> 2 | Long.MIN_VALUE);
    }
}
