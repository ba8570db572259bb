package dev.ponder.runtime.rest.openai;

import java.time.Clock;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * What all chunks of a response have in common.
 *
 * @param created seconds since 1970
 * @param model the model as the client named it
 */
record ResponseIdentity(String id, long created, String model) {

    static ResponseIdentity fresh(String model, Clock clock, RandomGenerator random) {
        var hex = HexFormat.of();
        return new ResponseIdentity(
                "chatcmpl-" + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong()),
                clock.instant().getEpochSecond(), model);
    }
}
