package dev.ponder.runtime.upstream.openai;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.chat.Usage;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.runtime.stream.SseParser;
import dev.ponder.runtime.stream.SseWriter;
import io.vertx.core.buffer.Buffer;

/**
 * Inspects a relayed stream. Its bytes are forwarded unchanged, except malformed tool calls, which are repaired. A stream
 * whose first event is an error has not begun; one without a finish reason is truncated. One instance per stream.
 */
final class RelayedEventInspector {

    /** A larger event is forwarded in pieces and not parsed. */
    static final int MAX_PARSED_EVENT = 256 * 1024;
    private static final int MAX_PRELUDE = 16 * 1024;
    private static final Buffer END = Buffer.buffer("\n\ndata: [DONE]\n\n");

    private final UpstreamErrorClassifier errors;
    private final RelayedChunkInspector chunks;
    private final SseParser parser = SseParser.ofRawEvents(2 * MAX_PARSED_EVENT);
    private Buffer prelude = Buffer.buffer();
    private boolean begun;

    RelayedEventInspector(CompletionReader completions, UpstreamErrorClassifier errors) {
        this.errors = errors;
        this.chunks = new RelayedChunkInspector(completions, errors);
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
            return bytes.length() == 0 && failure == null;
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
                output.bytes.appendBuffer(END);
            }
        });
        return output.build();
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
            String repaired = event.data() == null ? null : inspect(event.data());
            forward(repaired == null ? event.raw() : SseWriter.event(repaired));
        }

        /** Adds a piece of an event that is too large to be parsed. */
        void addPiece(Buffer piece) {
            if (!begun && !beginsWithData(piece)) {
                throw errors.malformed("something that is no stream of events");
            }
            begun = true;
            progress = true;
            forward(piece);
        }

        private @Nullable String inspect(String data) {
            begun = true;
            RelayedChunkInspector.Inspection chunk = chunks.inspect(data);
            progress |= chunk.progress();
            usage = chunk.usage() == null ? usage : chunk.usage();
            return chunk.repaired();
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
