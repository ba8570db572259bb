package dev.ponder.soak;

import dev.ponder.support.client.Chat;

import java.util.random.RandomGenerator;

import com.fasterxml.jackson.databind.node.ObjectNode;


/**
 * What one client asks for, and when it leaves.
 *
 * @param leaveAfter milliseconds until it leaves, whatever it has read by then; 0 for a reader that stays
 */
record ClientPlan(String strategy, boolean stream, boolean endless, long leaveAfter) {

    private static final String[] STRATEGIES = {"none", "moa", "bon"};
    private static final String[] NATIVE = {"none", "moa"};
    private static final int MOST_IMPATIENT_MS = 6_000;

    /** Reads a stream without an end, for as long as the load lasts. */
    static ClientPlan patient(RandomGenerator random) {
        return new ClientPlan(NATIVE[random.nextInt(NATIVE.length)], true, true, 0);
    }

    /** Reads an answer to its end. */
    static ClientPlan brief(RandomGenerator random) {
        return new ClientPlan(STRATEGIES[random.nextInt(STRATEGIES.length)], random.nextBoolean(), false, 0);
    }

    /** Leaves at a random moment, before the first byte or in the middle of an answer. */
    static ClientPlan restless(RandomGenerator random) {
        ClientPlan brief = brief(random);
        return new ClientPlan(brief.strategy, brief.stream, brief.stream && !brief.strategy.equals("bon"),
                1 + random.nextInt(MOST_IMPATIENT_MS));
    }

    /** The body of the request; its user is the name by which the upstream knows the visit too. */
    ObjectNode body(String user) {
        String model = endless ? LoadUpstream.ENDLESS : LoadUpstream.BRIEF;
        return Chat.ask(strategy + "-" + model).put("stream", stream).put("user", user);
    }
}
