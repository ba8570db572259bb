package dev.ponder.runtime.record;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.ponder.runtime.record.sink.RecordSink;

/**
 * The records that wait to be written, and the thread that writes them. The memory of running and waiting records is bounded; a
 * record for which there is none is dropped and counted. Nothing here waits, except the thread and {@link #close}.
 */
final class RecordQueue {

    private static final Logger LOG = Logger.getLogger("dev.ponder.record");
    private static final int MAX_BATCH = 100;
    private static final long MAX_BATCH_BYTES = 4_000_000;

    private final Function<RunRecord, byte[]> lines;
    private final List<RecordSink> sinks;
    private final long maxMemory;
    private final LinkedBlockingQueue<RunRecord> waiting = new LinkedBlockingQueue<>();
    /** Follows the last record. */
    private final RunRecord end = new RunRecord(bytes -> false, 0);
    private final AtomicLong memory = new AtomicLong();
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private @Nullable Thread writer;
    private volatile boolean closing;
    /** Used by the writer alone. */
    private final Set<RecordSink> failing = new HashSet<>();

    /**
     * A queue. Its thread starts with the first record.
     *
     * @param lines makes the line of a record, on the thread of this queue
     * @param maxMemory in bytes
     */
    RecordQueue(Function<RunRecord, byte[]> lines, List<RecordSink> sinks, long maxMemory) {
        this.lines = lines;
        this.sinks = sinks;
        this.maxMemory = maxMemory;
    }

    /** Reserves memory for texts, unless it is full. */
    boolean reserve(long bytes) {
        long before = memory.getAndAdd(bytes);
        if (before + bytes > maxMemory) {
            memory.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    /** Adds a complete record, whose memory is released when it was written. */
    void add(RunRecord complete) {
        if (closing) {
            drop(complete);
            return;
        }
        waiting.add(complete);
        start();
    }

    /** Counts a record that was never begun, because there was no memory. */
    void drop() {
        dropped.incrementAndGet();
    }

    private void drop(RunRecord lost) {
        memory.addAndGet(-lost.reserved());
        dropped.incrementAndGet();
    }

    private synchronized void start() {
        if (writer == null) {
            var thread = new Thread(this::run, "ponder-records");
            thread.setDaemon(true);
            thread.start();
            writer = thread;
        }
    }

    private void run() {
        try {
            for (RunRecord first = waiting.take(); first != end; first = waiting.take()) {
                writeBatch(first);
            }
        } catch (InterruptedException shutdown) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeBatch(RunRecord first) throws InterruptedException {
        var batch = new ArrayList<byte[]>();
        long held = 0;
        long bytes = 0;
        for (RunRecord next = first; next != null; next = full(batch, bytes) ? null : another()) {
            held += next.reserved();
            byte[] line = line(next);
            if (line != null) {
                batch.add(line);
                bytes += line.length;
            }
        }
        try {
            for (RecordSink sink : sinks) {
                write(batch, sink);
            }
        } finally {
            memory.addAndGet(-held);
        }
    }

    private @Nullable RunRecord another() {
        return waiting.peek() == end ? null : waiting.poll();
    }

    private static boolean full(List<byte[]> batch, long bytes) {
        return batch.size() >= MAX_BATCH || bytes >= MAX_BATCH_BYTES;
    }

    private byte @Nullable [] line(RunRecord complete) {
        try {
            return lines.apply(complete);
        } catch (RuntimeException | StackOverflowError e) {
            dropped.incrementAndGet();
            LOG.warnf(e, "a record could not be written");
            return null;
        }
    }

    private void write(List<byte[]> batch, RecordSink sink) throws InterruptedException {
        try {
            sink.write(batch);
            written.addAndGet(batch.size());
            if (failing.remove(sink)) {
                LOG.infof("records are written to %s again", sink.name());
            }
        } catch (IOException | RuntimeException e) {
            dropped.addAndGet(batch.size());
            LOG.logf(failing.add(sink) ? Logger.Level.WARN : Logger.Level.DEBUG,
                    "%d records could not be written to %s: %s (further failures are logged at DEBUG; see ponder.record)",
                    batch.size(), sink.name(), e);
        } catch (InterruptedException e) {
            dropped.addAndGet(batch.size());
            throw e;
        }
    }

    /** The number of records that were written, once for each sink. */
    long written() {
        return written.get();
    }

    /** The number of records that were lost: no memory, or a sink that failed. */
    long dropped() {
        return dropped.get();
    }

    /** The number of records that wait. */
    int size() {
        return waiting.size();
    }

    /** The memory of running and waiting records, in bytes. */
    long memory() {
        return memory.get();
    }

    /** Writes what waits, for at most this time. Later records are dropped. To be called on a thread that may wait. */
    void close(Duration timeout) {
        closing = true;
        waiting.add(end);
        Thread running;
        synchronized (this) {
            running = writer;
        }
        if (running != null) {
            try {
                running.join(Math.max(1, timeout.toMillis()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            running.interrupt();
        }
        waiting.remove(end);
        int lost = waiting.size();
        for (RunRecord record = waiting.poll(); record != null; record = waiting.poll()) {
            drop(record);
        }
        if (lost > 0) {
            LOG.warnf("%d records were not written within %d ms (see ponder.record.flush-timeout)", lost,
                    timeout.toMillis());
        }
        sinks.forEach(RecordQueue::close);
    }

    private static void close(RecordSink sink) {
        try {
            sink.close();
        } catch (IOException e) {
            LOG.warnf("%s could not be closed: %s", sink.name(), e);
        }
    }
}
