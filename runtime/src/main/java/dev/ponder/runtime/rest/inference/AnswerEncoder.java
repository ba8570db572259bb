package dev.ponder.runtime.rest.inference;

import java.util.Map;

import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.error.InferenceException;
import dev.ponder.runtime.config.StreamingConfig.KeepAliveForm;
import dev.ponder.runtime.config.StreamingConfig.ProgressMode;
import dev.ponder.runtime.engine.ChoiceAccumulator;
import dev.ponder.runtime.engine.ChoicePart;
import dev.ponder.runtime.engine.InferenceRun;
import dev.ponder.runtime.rest.http.ResponseHead;
import dev.ponder.runtime.stream.SseWriter;
import io.vertx.core.buffer.Buffer;

/**
 * Writes the answers of one {@link InferenceRun} in the format of a protocol, as a stream or as a whole response. Each
 * protocol implements it; {@link InferenceResponder} calls it.
 *
 * <p>A stream consists of {@link #begin}, then {@link #encode}, {@link #progress} and {@link #keepAlive} in any order, then
 * {@link #end}; {@link #failure} replaces whatever is left. Each method returns one or more complete events, or an empty
 * buffer for nothing. The order of the calls is the order of the bytes on the wire, so an encoder may remember which
 * blocks it has opened.
 *
 * <p>One instance per response. All calls are made on the request's event loop, but {@link #whole}, which is called once and
 * for a large response on a worker thread; an encoder need not be thread-safe.
 */
public interface AnswerEncoder {

    /** Creates the encoder of a response. */
    @FunctionalInterface
    interface Factory {

        /** The encoder for a run that answers a client's request. */
        AnswerEncoder create(InferenceRun run, ClientRequest request);
    }

    /** The content type of a stream. Read after the first call of {@link #encode}, or when the grace time is over. */
    default String contentType() {
        return ResponseHead.EVENTS;
    }

    /** Headers of the response beside the content type and Ponder's own. */
    default Map<String, String> headers() {
        return Map.of();
    }

    /** The events before all others. Called once, before the first event of any other kind is written. */
    default Buffer begin() {
        return Buffer.buffer();
    }

    /** The events of a part of a choice. */
    Buffer encode(ChoicePart part);

    /**
     * The events that report a strategy's progress.
     *
     * @param text one line, without a line break
     * @param mode how the client wants to see it, never {@link ProgressMode#OFF}; formats without a place for it write a
     *        comment
     */
    default Buffer progress(String text, ProgressMode mode) {
        return SseWriter.comment(text);
    }

    /** A keep-alive; null if the format has none. */
    default @Nullable Buffer keepAlive(KeepAliveForm form) {
        return SseWriter.keepAlive();
    }

    /** The events after the last part of the last choice. */
    default Buffer end() {
        return Buffer.buffer();
    }

    /** The last events of a stream that fails; null resets the connection instead. */
    @Nullable
    Buffer failure(InferenceException failure);

    /** The whole response, made of all parts. */
    Response.ResponseBuilder whole(ChoiceAccumulator choices);
}
