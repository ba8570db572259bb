package dev.ponder.runtime.rest.http;

import java.time.Duration;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.ponder.runtime.config.StreamingConfig;
import dev.ponder.runtime.config.StreamingConfig.KeepAliveForm;
import io.vertx.core.buffer.Buffer;

/**
 * When the status line of a stream is sent, and what happens when the upstream or the client stalls afterwards.
 *
 * @param grace how long the status line waits for the first bytes; null for without limit
 * @param keepAlive returns what is written when there is nothing else to write; null for nothing
 * @param interval how long nothing is written before a keep-alive; zero for no keep-alives
 * @param slowReader the write timeout: how long the client may read nothing; zero for without limit
 * @param abort whether the connection is reset after the error frame of a stream that failed
 */
public record CommitPolicy(@Nullable Duration grace, Supplier<@Nullable Buffer> keepAlive, Duration interval,
        Duration slowReader, boolean abort) {

    /** For whole responses: the status line waits for the first bytes, and a late failure resets the connection. */
    public static CommitPolicy ofWholeReply(StreamingConfig streaming) {
        return new CommitPolicy(null, () -> null, Duration.ZERO, streaming.slowReaderTimeout(), true);
    }

    /** For streams that are no events: the status line waits for the first bytes, and there are no keep-alives. */
    public static CommitPolicy ofItems(StreamingConfig streaming) {
        return new CommitPolicy(null, () -> null, Duration.ZERO, streaming.slowReaderTimeout(),
                streaming.abortAfterError());
    }

    /** For streams of events. */
    public static CommitPolicy ofEvents(StreamingConfig streaming, Supplier<@Nullable Buffer> keepAlive) {
        boolean off = streaming.keepAlive().form() == KeepAliveForm.OFF;
        return new CommitPolicy(streaming.commitGrace(), keepAlive,
                off ? Duration.ZERO : streaming.keepAlive().interval(),
                streaming.slowReaderTimeout(), streaming.abortAfterError());
    }
}
