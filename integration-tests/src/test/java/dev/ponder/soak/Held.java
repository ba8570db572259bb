package dev.ponder.soak;

import java.util.HashMap;
import java.util.Map;

/**
 * The most bytes that the server holds itself of one endless stream: what the upstream sent, less what the reader took and
 * what waits in the system's buffers. A chunk that a strategy writes is some bytes longer than the upstream's, so of the
 * native ones it is told a little less than there is.
 */
record Held(long relayed, long rewritten) {

    static final Held NOTHING = new Held(0, 0);

    /**
     * Bytes move while they are counted. What is sent is read first and what is taken last, so that moving makes it less;
     * those that change buffers between two lines of the system's table are not missed twice.
     */
    static Held now(Crowd crowd, Firehose upstream, int port) {
        Map<SlowReader, Long> once = count(crowd, upstream, port);
        Map<SlowReader, Long> again = count(crowd, upstream, port);
        Held most = NOTHING;
        for (SlowReader reader : once.keySet()) {
            long bytes = Math.min(once.get(reader), again.getOrDefault(reader, 0L));
            most = most.or(reader.visit().strategy().equals("none") ? new Held(bytes, 0) : new Held(0, bytes));
        }
        return most;
    }

    /** The greater of each. */
    Held or(Held other) {
        return new Held(Math.max(relayed, other.relayed), Math.max(rewritten, other.rewritten));
    }

    private static Map<SlowReader, Long> count(Crowd crowd, Firehose upstream, int port) {
        Map<String, Long> sent = upstream.sent();
        var queues = new KernelQueues();
        var held = new HashMap<SlowReader, Long>();
        crowd.present().stream().filter(reader -> sent.containsKey(reader.user())).forEach(reader -> {
            long waiting = upstream.queued(reader.user(), queues) + queues.between(port, reader.port());
            held.put(reader, sent.get(reader.user()) - waiting - reader.received());
        });
        return held;
    }
}
