package dev.ponder.runtime.upstream.openai;

import java.util.Arrays;
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
final class RelayedEventInspector implements RelayedBody {

    /** A larger event is forwarded in pieces and not parsed. */
    static final int MAX_PARSED_EVENT = 256 * 1024;
    private static final int MAX_PRELUDE = 16 * 1024;
    private static final byte[] DATA = {'d', 'a', 't', 'a', ':', ' '};
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

    @Override
    public Output add(Buffer bytes) {
        Output regular = begun && prelude.length() == 0 && parser.betweenEvents() ? regular(bytes) : null;
        return regular == null ? inspected(bytes) : regular;
    }

    /** Whole events with text and nothing else, as nearly all of a stream, pass as they are; null for anything else. */
    private @Nullable Output regular(Buffer bytes) {
        byte[] all = bytes.getBytes();
        boolean progress = false;
        for (int from = 0; from < all.length;) {
            int end = endOfEvent(all, from);
            ContentChunk content = end < 0
                    ? null
                    : ContentChunk.read(all, from + DATA.length, end - from - DATA.length);
            if (content == null || !chunks.passes(content)) {
                return null;
            }
            progress |= content.progress();
            from = end + 2;
        }
        return new Output(bytes, progress, null, null);
    }

    /** Where the line of data ends, which is the event; -1 for any other event. */
    private static int endOfEvent(byte[] bytes, int from) {
        int data = Arrays.mismatch(bytes, from, Math.min(from + DATA.length, bytes.length), DATA, 0, DATA.length);
        int end = from + DATA.length;
        while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
            end++;
        }
        return data < 0 && end + 1 < bytes.length && bytes[end] == '\n' && bytes[end + 1] == '\n' ? end : -1;
    }

    private Output inspected(Buffer bytes) {
        var output = new OutputBuilder();
        output.untilFailure(() -> {
            parser.parse(bytes).forEach(output::add);
            if (parser.pending() > MAX_PARSED_EVENT) {
                output.addPiece(parser.flush());
            }
        });
        return output.build();
    }

    /** Adds the {@code [DONE]} that some servers omit. Fails when the stream is truncated. */
    @Override
    public Output end() {
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
