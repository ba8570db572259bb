package dev.ponder.runtime.upstream.openai;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.chat.Usage;
import dev.ponder.api.error.UpstreamException;
import io.vertx.core.buffer.Buffer;

/** The body of a relayed response, inspected while it is forwarded. One instance per response. */
interface RelayedBody {

    /** What some bytes of the body result in. */
    Output add(Buffer bytes);

    /** What remains at the end of the body. */
    Output end();

    /**
     * What is forwarded.
     *
     * @param bytes the bytes; empty if there are none yet
     * @param progress whether they contain a part of the answer
     * @param usage the usage that they report
     * @param failure why the response ends after them
     */
    record Output(Buffer bytes, boolean progress, @Nullable Usage usage, @Nullable UpstreamException failure) {

        private static final Buffer NO_BYTES = Buffer.buffer(0);
        /** The bytes are kept until it is known what they are. */
        static final Output NOTHING = new Output(NO_BYTES, false, null, null);

        /** Bytes without a report. */
        static Output of(Buffer bytes) {
            return new Output(bytes, true, null, null);
        }

        /** The response fails without further bytes. */
        static Output failure(UpstreamException failure) {
            return new Output(NO_BYTES, false, null, failure);
        }
    }
}
