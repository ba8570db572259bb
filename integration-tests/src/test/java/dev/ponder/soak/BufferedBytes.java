package dev.ponder.soak;

import java.util.HashMap;
import java.util.Map;

/**
 * The most bytes that the server itself buffers of one endless stream: the bytes that the upstream sent, minus those that the
 * client read and those in the system's socket buffers. Chunks of a strategy are longer than those of the upstream, so the
 * value of native streams is slightly too low.
     * Bytes move while they are counted. What is sent is read first and what is taken last, so that moving makes it less;
     * those that change buffers between two lines of the system's table are not missed twice.
     * Bytes move while they are counted. The sent bytes are read first and the received bytes last, so that movement lowers the
     * result; two counts rule out bytes that move between two lines of the system's table.
 */
record BufferedBytes(long relayed, long rewritten) {

    static final BufferedBytes NOTHING = new BufferedBytes(0, 0);

    /**
     * Bytes move while they are counted. What is sent is read first and what is taken last, so that moving makes it less;
     * those that change buffers between two lines of the system's table are not missed twice.
     */
    static BufferedBytes now(SimulatedClients clients, LoadUpstream upstream, int port) {
        Map<SlowClient, Long> once = count(clients, upstream, port);
        Map<SlowClient, Long> again = count(clients, upstream, port);
        BufferedBytes most = NOTHING;
        for (SlowClient reader : once.keySet()) {
            long bytes = Math.min(once.get(reader), again.getOrDefault(reader, 0L));
            most = most.or(reader.plan().strategy().equals("none")
                    ? new BufferedBytes(bytes, 0)
                    : new BufferedBytes(0, bytes));
        }
        return most;
    }

    /** The maximum of each value. */
    BufferedBytes or(BufferedBytes other) {
        return new BufferedBytes(Math.max(relayed, other.relayed), Math.max(rewritten, other.rewritten));
    }

    private static Map<SlowClient, Long> count(SimulatedClients clients, LoadUpstream upstream, int port) {
        Map<String, Long> sent = upstream.sent();
        var queues = new KernelQueues();
        var buffered = new HashMap<SlowClient, Long>();
        clients.connected().stream().filter(reader -> sent.containsKey(reader.user())).forEach(reader -> {
            long waiting = upstream.queued(reader.user(), queues) + queues.between(port, reader.port());
            buffered.put(reader, sent.get(reader.user()) - waiting - reader.received());
        });
        return buffered;
    }
}
