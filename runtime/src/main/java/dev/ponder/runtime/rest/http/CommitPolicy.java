package dev.ponder.runtime.rest.http;

import java.time.Duration;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.ponder.runtime.config.StreamingConfig;
import dev.ponder.runtime.config.StreamingConfig.KeepAliveForm;
import io.vertx.core.buffer.Buffer;

/**
 * When the status line is sent, and what happens when one side is silent afterwards.
 *
 * @param grace how long it waits for the first bytes; null for as long as it takes
 * @param keepAlive gives what is sent while there is nothing else; gives null for nothing
 * @param interval the silence before it is sent; zero for never
 * @param slowReader how long the client may take nothing; zero for ever
 * @param abort whether the connection breaks off behind the last words of a stream that failed
 */
public record CommitPolicy(@Nullable Duration grace, Supplier<@Nullable Buffer> keepAlive, Duration interval,
        Duration slowReader, boolean abort) {

    /** With the first bytes, and nothing else is sent. */
    public static CommitPolicy ofWholeReply(StreamingConfig streaming) {
        return new CommitPolicy(null, () -> null, Duration.ZERO, streaming.slowReaderTimeout(), true);
    }

    /** With the first bytes, and a failure behind them is told in the stream. */
    public static CommitPolicy ofItems(StreamingConfig streaming) {
        return new CommitPolicy(null, () -> null, Duration.ZERO, streaming.slowReaderTimeout(),
                streaming.abortAfterError());
    }

    /** As the operator set it for streams of events. */
    public static CommitPolicy ofEvents(StreamingConfig streaming, Supplier<@Nullable Buffer> keepAlive) {
        boolean off = streaming.keepAlive().form() == KeepAliveForm.OFF;
        return new CommitPolicy(streaming.commitGrace(), keepAlive,
                off ? Duration.ZERO : streaming.keepAlive().interval(),
                streaming.slowReaderTimeout(), streaming.abortAfterError());
    }
}
