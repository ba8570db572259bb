package dev.ponder.runtime.upstream.openai;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.chat.Usage;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.runtime.stream.EventFrames;
import dev.ponder.runtime.stream.SseReader;
import dev.ponder.runtime.stream.SseWriter;
import io.vertx.core.buffer.Buffer;

/**
 * Looks over the shoulder of a relayed stream: its bytes pass as they are, but for tool calls that a client could not
 * read. A stream that begins with an error has not begun; one that ends without an end was cut. One instance per
 * stream.
 */
final class RelayedEventInspector {

    /** An event larger than this passes in pieces, and nobody looks into it. */
    static final int LARGEST_SEEN = 256 * 1024;
    private static final int LONGEST_PRELUDE = 16 * 1024;
    private static final Buffer END = Buffer.buffer("\n\ndata: [DONE]\n\n");

    private final UpstreamErrorClassifier errors;
    private final RelayedChunkInspector chunks;
    private final EventFrames frames = new EventFrames();
    private final SseReader reader = new SseReader(2 * LARGEST_SEEN);
    private Buffer prelude = Buffer.buffer();
    private boolean begun;
    private boolean large;

    RelayedEventInspector(CompletionReader replies, UpstreamErrorClassifier errors) {
        this.errors = errors;
        this.chunks = new RelayedChunkInspector(replies, errors);
    }

    /**
     * What a piece of the stream comes to.
     *
     * @param bytes what may be passed on
     * @param progress whether there is a piece of the answer in it
     * @param usage what it reports of the tokens used
     * @param failure why the stream goes on no further
     */
    record Passed(Buffer bytes, boolean progress, @Nullable Usage usage, @Nullable UpstreamException failure) {

        boolean empty() {
            return bytes.length() == 0 && failure == null;
        }
    }

    Passed pass(Buffer bytes) {
        var passing = new Passing();
        passing.until(() -> {
            frames.cut(bytes).forEach(passing::frame);
            if (frames.pending() > LARGEST_SEEN) {
                passing.piece(frames.flush());
            }
        });
        return passing.result();
    }

    /** What is left at the end: the end mark too, where a server forgets it. Fails when the stream was cut. */
    Passed end() {
        var passing = new Passing();
        passing.until(() -> {
            if (frames.pending() > 0) {
                passing.frame(frames.flush());
                reader.end().forEach(passing::look);
            }
            if (!chunks.ended()) {
                throw errors.unfinished();
            }
            if (!chunks.done()) {
                passing.out.appendBuffer(END);
            }
        });
        return passing.result();
    }

    /** One piece of the stream on its way. */
    private final class Passing {

        private final Buffer out = Buffer.buffer();
        private boolean progress;
        private @Nullable Usage usage;
        private @Nullable UpstreamException failure;
        private @Nullable String changed;

        /** What came before a failure is passed on before it. */
        void until(Runnable end) {
            try {
                end.run();
            } catch (UpstreamException told) {
                failure = told;
            }
        }

        void frame(Buffer frame) {
            if (large) {
                large = false;
                out.appendBuffer(frame);
                return;
            }
            changed = null;
            reader.read(frame).forEach(this::look);
            Buffer bytes = changed == null ? frame : SseWriter.event(changed);
            if (begun) {
                release().appendBuffer(bytes);
            } else {
                hold(bytes);
            }
        }

        /** Signs of life before the first event wait for it, for it may be an error; some are enough. */
        private void hold(Buffer bytes) {
            if (prelude.length() + bytes.length() <= LONGEST_PRELUDE) {
                prelude.appendBuffer(bytes);
            } else if (bytes.getByte(0) != ':') {
                throw errors.malformed("something that is no stream of events");
            }
        }

        void piece(Buffer part) {
            if (!begun && !large && !beginsWithData(part)) {
                throw errors.malformed("something that is no stream of events");
            }
            large = true;
            begun = true;
            progress = true;
            release().appendBuffer(part);
        }

        void look(String data) {
            begun = true;
            RelayedChunkInspector.Seen seen = chunks.look(data);
            progress |= seen.progress();
            usage = seen.usage() == null ? usage : seen.usage();
            changed = seen.changed();
        }

        private Buffer release() {
            out.appendBuffer(prelude);
            prelude = Buffer.buffer();
            return out;
        }

        private static boolean beginsWithData(Buffer part) {
            return part.length() > 5 && part.getString(0, 5).equals("data:");
        }

        Passed result() {
            return new Passed(out, progress, usage, failure);
        }
    }
}
