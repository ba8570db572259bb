package dev.ponder.runtime.upstream.openai;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.stream.EventFrames;
import dev.ponder.runtime.stream.SseReader;
import io.vertx.core.buffer.Buffer;

/**
 * Looks over the shoulder of a relayed stream: its bytes pass as they are, but for tool calls that a client could not
 * read. A stream that begins with an error has not begun; one that ends without an end was cut. One instance per
 * stream.
 */
final class RelayedEvents {

    /** An event larger than this passes in pieces, and nobody looks into it. */
    static final int LARGEST_SEEN = 256 * 1024;
    private static final int LONGEST_PRELUDE = 16 * 1024;
    private static final String DONE = "[DONE]";

    private final ReplyReader replies;
    private final UpstreamErrors errors;
    private final EventFrames frames = new EventFrames();
    private final SseReader reader = new SseReader(2 * LARGEST_SEEN);
    private final RelayedToolCalls toolCalls;
    private Buffer prelude = Buffer.buffer();
    private boolean begun;
    private boolean large;
    private boolean finished;
    private boolean done;

    RelayedEvents(ReplyReader replies, UpstreamErrors errors) {
        this.replies = replies;
        this.errors = errors;
        this.toolCalls = new RelayedToolCalls(replies);
    }

    /**
     * What a piece of the stream comes to.
     *
     * @param bytes what may be passed on
     * @param progress whether there is a piece of the answer in it
     * @param usage what it reports of the tokens used
     */
    record Passed(Buffer bytes, boolean progress, @Nullable Usage usage) {

        boolean empty() {
            return bytes.length() == 0;
        }
    }

    Passed pass(Buffer bytes) {
        var passing = new Passing();
        frames.cut(bytes).forEach(passing::frame);
        if (frames.pending() > LARGEST_SEEN) {
            passing.piece(frames.flush());
        }
        return passing.result();
    }

    /** What is left at the end: the end mark too, where a server forgets it. Fails when the stream was cut. */
    Passed end() {
        var passing = new Passing();
        if (frames.pending() > 0) {
            passing.frame(frames.flush());
            passing.data(reader.end());
        }
        if (!finished && !done) {
            throw errors.unfinished();
        }
        if (!done) {
            passing.out.appendString("\n\ndata: " + DONE + "\n\n");
        }
        return passing.result();
    }

    /** One piece of the stream on its way. */
    private final class Passing {

        private final Buffer out = Buffer.buffer();
        private boolean progress;
        private @Nullable Usage usage;

        void frame(Buffer frame) {
            if (large) {
                large = false;
                out.appendBuffer(frame);
                return;
            }
            Optional<String> changed = data(reader.read(frame));
            Buffer bytes = changed.map(data -> Buffer.buffer("data: " + data + "\n\n")).orElse(frame);
            if (begun) {
                out.appendBuffer(prelude).appendBuffer(bytes);
                prelude = Buffer.buffer();
            } else {
                hold(bytes);
            }
        }

        /** Signs of life before the first event wait for it, for it may be an error. */
        private void hold(Buffer bytes) {
            prelude.appendBuffer(bytes);
            if (prelude.length() > LONGEST_PRELUDE) {
                out.appendBuffer(prelude);
                prelude = Buffer.buffer();
            }
        }

        void piece(Buffer part) {
            large = true;
            begun = true;
            progress = true;
            out.appendBuffer(prelude).appendBuffer(part);
            prelude = Buffer.buffer();
        }

        /** Reads what a frame says; the result is what it should have said. */
        Optional<String> data(Iterable<String> events) {
            Optional<String> changed = Optional.empty();
            for (String data : events) {
                begun = true;
                changed = look(data);
            }
            return changed;
        }

        private Optional<String> look(String data) {
            String text = data.strip();
            if (text.equals(DONE)) {
                done = true;
                return Optional.empty();
            }
            failOnError(text);
            boolean finishing = FinishMark.in(text);
            finished |= finishing;
            progress |= finishing || !text.contains("\"delta\":{}");
            noteUsage(text);
            return toolCalls.repaired(text);
        }

        private void failOnError(String text) {
            if (text.startsWith("{") && text.contains("\"error\"")) {
                JsonNode error = replies.parse(text).path("error");
                if (!error.isMissingNode() && !error.isNull()) {
                    throw errors.inBody(error);
                }
            }
        }

        private void noteUsage(String text) {
            if (text.contains("\"usage\":{") || text.contains("\"usage\": {")) {
                JsonNode reported = replies.parse(text).path("usage");
                usage = reported.isObject() ? ReplyReader.usage(reported) : usage;
            }
        }

        Passed result() {
            return new Passed(out, progress, usage);
        }
    }
}
