package dev.ponder.runtime.engine;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

import dev.ponder.api.chat.ChatRequest;
import dev.ponder.runtime.upstream.UpstreamCall;

/**
 * Gives every call of a seeded request a seed of its own: the same request draws the same samples again, and no two of
 * its samples are the same. A request without a seed leaves chance to the upstream.
 */
final class SeedSequence {

    private final OptionalLong seed;
    private final AtomicInteger drawn = new AtomicInteger();

    SeedSequence(ChatRequest request) {
        this.seed = request.seed();
    }

    UpstreamCall apply(UpstreamCall call) {
        return seed.isEmpty()
                ? call
                : call.withSeed((int) (seed.getAsLong() + drawn.getAndIncrement()) & Integer.MAX_VALUE);
    }
}
