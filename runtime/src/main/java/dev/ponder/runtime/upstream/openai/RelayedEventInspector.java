package dev.ponder.runtime.upstream.openai;

import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.chat.Usage;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.runtime.stream.LoneSurrogates;
import dev.ponder.runtime.stream.SseParser;
import dev.ponder.runtime.stream.SseParser.Framing;
import io.vertx.core.buffer.Buffer;

/**
 * Inspects a relayed stream. Its bytes are forwarded unchanged, except events that official SDKs cannot read: they are
 * corrected ({@link RelayedChunkInspector}) and written in the one form that every client reads. A stream whose first event
 * is an error has not begun; one without a finish reason is truncated. One instance per stream.
 */
final class RelayedEventInspector {

    /** A larger event is forwarded in pieces and not parsed. */
    static final int MAX_PARSED_EVENT = 256 * 1024;
    private static final int MAX_PRELUDE = 16 * 1024;
    private static final String DONE = "[DONE]";

    private final UpstreamErrorClassifier errors;
    private final RelayedChunkInspector chunks;
    private final SseParser parser = SseParser.ofRawEvents(2 * MAX_PARSED_EVENT);
    private Buffer prelude = Buffer.buffer();
    private boolean begun;
    private int dropped;

    RelayedEventInspector(UpstreamErrorClassifier errors, RelayedChunkInspector chunks) {
        this.errors = errors;
        this.chunks = chunks;
    }

    /**
     * What some bytes of the stream result in.
     *
     * @param bytes what is forwarded
     * @param progress whether they contain a part of the answer
     * @param usage the usage that they report
     * @param failure why the stream ends here
     */
    record Output(Buffer bytes, boolean progress, @Nullable Usage usage, @Nullable UpstreamException failure) {

        boolean empty() {
            return bytes.length() == 0 && usage == null && failure == null;
        }
    }

    Output inspect(Buffer bytes) {
        var output = new OutputBuilder();
        output.untilFailure(() -> {
            parser.parse(bytes).forEach(output::add);
            if (parser.pending() > MAX_PARSED_EVENT) {
                output.addPiece(parser.flush());
            }
        });
        return output.build();
    }

    /** What remains at the end, with the {@code [DONE]} that some servers omit. Fails when the stream is truncated. */
    Output end() {
        var output = new OutputBuilder();
        output.untilFailure(() -> {
            parser.end().forEach(output::add);
            if (!chunks.ended()) {
                throw errors.unfinished();
            }
            if (!chunks.done()) {
                output.addMissing();
                output.forward(event(DONE));
            }
        });
        return output.build();
    }

    private static Buffer event(String data) {
        return LoneSurrogates.encode("data: " + data + "\n\n");
    }

    /** The lines of data are one JSON text, in which a line break is white space. */
    private static String oneLine(String data) {
        return data.strip().replace('\n', ' ');
    }

    /** The comments of an event without data. Blank lines, {@code id:}, {@code retry:} and {@code event:} are dropped. */
    private static Buffer comments(Buffer raw) {
        String comments = raw.toString().lines().filter(line -> line.startsWith(":"))
                .map(line -> line + "\n").collect(Collectors.joining());
        return Buffer.buffer(comments.isEmpty() ? "" : comments + "\n");
    }

    private final class OutputBuilder {

        private final Buffer bytes = Buffer.buffer();
        private boolean progress;
        private @Nullable Usage usage;
        private @Nullable UpstreamException failure;

        /** What precedes a failure is still forwarded. */
        void untilFailure(Runnable inspection) {
            try {
                inspection.run();
            } catch (UpstreamException failed) {
                failure = failed;
            }
        }

        void add(SseParser.Event event) {
            if (event.data() != null) {
                addData(event, event.data());
            } else if (event.framing() != Framing.IRREGULAR) {
                forward(event.raw());
            } else if (!chunks.done()) {
                Buffer comments = comments(event.raw());
                dropped += comments.length() == 0 && !begun ? event.raw().length() : 0;
                if (dropped > MAX_PRELUDE) {
                    throw errors.malformed("something that is no stream of events");
                }
                forward(comments);
            }
        }

        private void addData(SseParser.Event event, String data) {
            boolean regular = event.framing() == Framing.REGULAR;
            boolean open = !chunks.done();
            String corrected = inspect(data).orElse(regular ? null : oneLine(data));
            if (open && chunks.done()) {
                addMissing();
            }
            if (corrected == null) {
                forward(event.raw());
            } else if (!corrected.isEmpty()) {
                forward(event(corrected));
            }
        }

        void addMissing() {
            chunks.missing().forEach(chunk -> forward(event(chunk)));
        }

        /** Adds a piece of an event that is too large to be parsed. */
        void addPiece(Buffer piece) {
            if (!begun && !beginsWithData(piece)) {
                throw errors.malformed("something that is no stream of events");
            }
            begun = true;
            progress = true;
            chunks.skip();
            forward(piece);
        }

        private Optional<String> inspect(String data) {
            begun = true;
            RelayedChunkInspector.Inspection chunk = chunks.inspect(data);
            progress |= chunk.progress();
            usage = chunk.usage() == null ? usage : chunk.usage();
            return chunk.corrected();
        }

        /** Keep-alives wait for the first event, because it may be an error. Those beyond the limit are dropped. */
        private void forward(Buffer event) {
            if (begun) {
                bytes.appendBuffer(prelude).appendBuffer(event);
                prelude = Buffer.buffer();
            } else if (prelude.length() + event.length() <= MAX_PRELUDE) {
                prelude.appendBuffer(event);
            } else if (event.getByte(0) != ':') {
                throw errors.malformed("something that is no stream of events");
            }
        }

        private static boolean beginsWithData(Buffer piece) {
            return piece.length() > 5 && piece.getString(0, 5).equals("data:");
        }

        Output build() {
            return new Output(bytes, progress, usage, failure);
        }
    }
}
