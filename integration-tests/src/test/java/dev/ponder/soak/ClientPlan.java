package dev.ponder.soak;

import java.util.random.RandomGenerator;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.support.client.Chat;

/**
 * What one client requests, and when it disconnects.
 *
 * @param disconnectAfter milliseconds until the client disconnects; 0 for a client that reads to the end
 */
record ClientPlan(String strategy, boolean stream, boolean endless, long disconnectAfter) {

    private static final String[] STRATEGIES = {"none", "moa", "bon"};
    private static final String[] NATIVE = {"none", "moa"};
    private static final int MAX_DISCONNECT_MS = 6_000;

    /** Reads an endless stream for as long as the load lasts. */
    static ClientPlan patient(RandomGenerator random) {
        return new ClientPlan(NATIVE[random.nextInt(NATIVE.length)], true, true, 0);
    }

    /** Reads an answer to its end. */
    static ClientPlan brief(RandomGenerator random) {
        return new ClientPlan(STRATEGIES[random.nextInt(STRATEGIES.length)], random.nextBoolean(), false, 0);
    }

    /** Disconnects at a random moment, before the first byte or mid-stream. */
    static ClientPlan restless(RandomGenerator random) {
        ClientPlan brief = brief(random);
        return new ClientPlan(brief.strategy, brief.stream, brief.stream && !brief.strategy.equals("bon"),
                1 + random.nextInt(MAX_DISCONNECT_MS));
    }

    /** The body of the request; the upstream identifies the client by its {@code user}. */
    ObjectNode body(String user) {
        String model = endless ? LoadUpstream.ENDLESS : LoadUpstream.BRIEF;
        return Chat.ask(strategy + "-" + model).put("stream", stream).put("user", user);
    }
}
