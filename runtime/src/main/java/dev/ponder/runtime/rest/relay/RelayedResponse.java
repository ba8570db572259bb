package dev.ponder.runtime.rest.relay;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.ponder.runtime.config.StreamingConfig.KeepAliveForm;
import dev.ponder.runtime.rest.http.ResponseHead;
import dev.ponder.runtime.rest.inference.PonderHeaders;
import dev.ponder.runtime.rest.openai.wire.ChunkEncoder;
import dev.ponder.runtime.stream.SseWriter;
import dev.ponder.runtime.upstream.RelayPart;
import io.vertx.core.buffer.Buffer;

/**
 * What a client sees of a relayed reply. A stream that keeps it waiting begins without the upstream: what it says then
 * can only be said in the stream. One instance per response; not thread-safe.
 */
final class RelayedResponse {

    private static final String CONTENT_TYPE = "Content-Type";

    private final Optional<String> warning;
    private ResponseHead head;
    private boolean events;
    private boolean refusedLate;
    private Buffer last = Buffer.buffer();
    private final RelayedStreamMetadata identity = new RelayedStreamMetadata();

    RelayedResponse(boolean stream, Optional<String> warning) {
        this.warning = warning;
        this.events = stream;
        this.head = head(200, Map.of(CONTENT_TYPE, ResponseHead.EVENTS));
    }

    /** The head as far as it is known. */
    ResponseHead head() {
        return head;
    }

    /** Whether the reply is a stream of events. */
    boolean events() {
        return events;
    }

    /** The bytes of a part. */
    Buffer take(RelayPart part, boolean committed) {
        if (part instanceof RelayPart.Head arrived) {
            refusedLate = committed && arrived.status() >= 400;
            if (!committed) {
                events = eventStream(arrived.headers());
                head = head(arrived.status(), arrived.headers());
            }
        }
        return part instanceof RelayPart.Bytes bytes ? body(bytes.bytes()) : Buffer.buffer();
    }

    /** What may be written between two events; nothing where an event is under way. */
    Buffer signOfLife(KeepAliveForm form) {
        if (!betweenEvents()) {
            return Buffer.buffer();
        }
        return form == KeepAliveForm.CHUNK ? identity.idle().orElse(SseWriter.keepAlive()) : SseWriter.keepAlive();
    }

    /** What ends an event that is under way. */
    Buffer separator() {
        return Buffer.buffer(betweenEvents() ? "" : "\n\n");
    }

    private Buffer body(Buffer bytes) {
        Buffer written = refusedLate ? ChunkEncoder.refusal(bytes) : bytes;
        last = written;
        identity.see(written);
        return written;
    }

    private boolean betweenEvents() {
        return last.length() == 0 || endOfLine(1) && endOfLine(2) && (last.getByte(last.length() - 1) == '\r'
                || last.getByte(last.length() - 2) == '\n' || endOfLine(3));
    }

    /** One line feed behind a carriage return ends the same line. */
    private boolean endOfLine(int fromEnd) {
        int at = last.length() - fromEnd;
        return at >= 0 && (last.getByte(at) == '\n' || last.getByte(at) == '\r');
    }

    private ResponseHead head(int status, Map<String, String> upstream) {
        Map<String, String> headers = new LinkedHashMap<>(upstream);
        headers.put(PonderHeaders.STRATEGY, "none");
        headers.put(PonderHeaders.STREAMING, "native");
        warning.ifPresent(text -> headers.put(PonderHeaders.WARNING, text));
        if (eventStream(upstream)) {
            headers.keySet().removeIf(CONTENT_TYPE::equalsIgnoreCase);
            headers.putAll(ResponseHead.streamHeaders(ResponseHead.EVENTS));
        }
        return new ResponseHead(status, headers);
    }

    private static boolean eventStream(Map<String, String> headers) {
        return headers.entrySet().stream().anyMatch(header -> header.getKey().equalsIgnoreCase(CONTENT_TYPE)
                && header.getValue().toLowerCase(Locale.ROOT).startsWith("text/event-stream"));
    }
}
