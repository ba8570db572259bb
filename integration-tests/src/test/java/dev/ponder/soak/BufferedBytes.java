package dev.ponder.soak;

import java.util.HashMap;
import java.util.Map;

/**
 * The most bytes that the server holds itself of one endless stream: what the upstream sent, less what the reader took and
 * what waits in the system's buffers. A chunk that a strategy writes is some bytes longer than the upstream's, so of the
 * native ones it is told a little less than there is.
 */
record BufferedBytes(long relayed, long rewritten) {

    static final BufferedBytes NOTHING = new BufferedBytes(0, 0);

    /**
     * Bytes move while they are counted. What is sent is read first and what is taken last, so that moving makes it less;
     * those that change buffers between two lines of the system's table are not missed twice.
     */
    static BufferedBytes now(SimulatedClients crowd, LoadUpstream upstream, int port) {
        Map<SlowClient, Long> once = count(crowd, upstream, port);
        Map<SlowClient, Long> again = count(crowd, upstream, port);
        BufferedBytes most = NOTHING;
        for (SlowClient reader : once.keySet()) {
            long bytes = Math.min(once.get(reader), again.getOrDefault(reader, 0L));
            most = most.or(reader.visit().strategy().equals("none") ? new BufferedBytes(bytes, 0) : new BufferedBytes(0, bytes));
        }
        return most;
    }

    /** The greater of each. */
    BufferedBytes or(BufferedBytes other) {
        return new BufferedBytes(Math.max(relayed, other.relayed), Math.max(rewritten, other.rewritten));
    }

    private static Map<SlowClient, Long> count(SimulatedClients crowd, LoadUpstream upstream, int port) {
        Map<String, Long> sent = upstream.sent();
        var queues = new KernelQueues();
        var held = new HashMap<SlowClient, Long>();
        crowd.present().stream().filter(reader -> sent.containsKey(reader.user())).forEach(reader -> {
            long waiting = upstream.queued(reader.user(), queues) + queues.between(port, reader.port());
            held.put(reader, sent.get(reader.user()) - waiting - reader.received());
        });
        return held;
    }
}
