package dev.ponder.runtime.engine;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

import dev.ponder.api.chat.ChatRequest;
import dev.ponder.runtime.upstream.UpstreamCall;

/**
 * Gives each call of a request with a seed its own seed, so that a repeated request draws the same samples, which differ
 * from each other. Calls of a request without a seed have none.
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
