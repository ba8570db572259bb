package dev.ponder.runtime.rest.relay;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.error.InferenceException;
import dev.ponder.runtime.config.StreamingConfig.KeepAliveForm;
import dev.ponder.runtime.rest.http.PonderHeaders;
import dev.ponder.runtime.rest.http.RequestIdFilter;
import dev.ponder.runtime.rest.http.ResponseHead;
import dev.ponder.runtime.upstream.RelayHead;
import io.vertx.core.buffer.Buffer;

/**
 * The head and the bytes of a relayed response. The head of a slow stream is sent before the upstream responds; an error
 * of the upstream is then an event of the stream. One instance per response; not thread-safe.
 */
final class RelayedResponse {

    private static final String CONTENT_TYPE = "Content-Type";
    private static final String EVENT_STREAM = "text/event-stream";
    private static final String RATE_LIMIT = "x-ratelimit-";

    private final Optional<String> warning;
    private final RelayedStreamFormat format;
    private final Map<String, String> limits;
    private @Nullable ResponseHead head;
    private boolean committed;
    private boolean events;
    private boolean lateError;
    private Buffer last = Buffer.buffer();

    RelayedResponse(boolean stream, Optional<String> warning, RelayedStreamFormat format) {
        this(stream, warning, format, Map.of());
    }

    /** @param limits the headers that tell the client its own limits, instead of those that the upstream has for the server */
    RelayedResponse(boolean stream, Optional<String> warning, RelayedStreamFormat format, Map<String, String> limits) {
        this.limits = limits;
        this.warning = warning;
        this.format = format;
        this.events = stream;
    }

    /** The head, which is now sent and does not change any more. */
    ResponseHead commit() {
        committed = true;
        return head == null ? head(200, Map.of(CONTENT_TYPE, ResponseHead.EVENTS)) : head;
    }

    /** The head of the upstream's response. A response that is committed keeps its own. */
    void head(RelayHead arrived) {
        lateError = committed && arrived.status() >= 400;
        if (!committed) {
            events = eventStream(arrived.headers());
            head = head(arrived.status(), arrived.headers());
        }
    }

    /** The bytes for the client. */
    Buffer body(Buffer bytes) {
        if (bytes.length() == 0) {
            return bytes;
        }
        Buffer written = lateError ? format.failure(bytes) : bytes;
        last = written;
        format.inspect(written);
        return written;
    }

    /** A keep-alive; empty inside an event. */
    Buffer keepAlive(KeepAliveForm form) {
        return betweenEvents() ? format.keepAlive(form) : Buffer.buffer();
    }

    /** The last bytes of a stream that fails; null for a response that is no event stream. */
    @Nullable
    Buffer failure(InferenceException failure) {
        return events
                ? Buffer.buffer(betweenEvents() ? "" : "\n\n").appendBuffer(format.failure(failure))
                : null;
    }

    private boolean betweenEvents() {
        return last.length() == 0 || endOfLine(1) && endOfLine(2) && (last.getByte(last.length() - 1) == '\r'
                || last.getByte(last.length() - 2) == '\n' || endOfLine(3));
    }

    /** A line feed after a carriage return ends the same line. */
    private boolean endOfLine(int fromEnd) {
        int at = last.length() - fromEnd;
        return at >= 0 && (last.getByte(at) == '\n' || last.getByte(at) == '\r');
    }

    private ResponseHead head(int status, Map<String, String> upstream) {
        var headers = new LinkedHashMap<String, String>();
        upstream.forEach((name, value) -> headers
                .put(RequestIdFilter.HEADER.equalsIgnoreCase(name) ? PonderHeaders.UPSTREAM_REQUEST_ID : name, value));
        headers.putAll(PonderHeaders.relayed(warning));
        if (!limits.isEmpty()) {
            headers.keySet().removeIf(name -> name.regionMatches(true, 0, RATE_LIMIT, 0, RATE_LIMIT.length()));
            headers.putAll(limits);
        }
        if (eventStream(upstream)) {
            headers.keySet().removeIf(CONTENT_TYPE::equalsIgnoreCase);
            headers.putAll(ResponseHead.streamHeaders(ResponseHead.EVENTS));
        }
        return new ResponseHead(status, headers);
    }

    private static boolean eventStream(Map<String, String> headers) {
        for (Map.Entry<String, String> header : headers.entrySet()) {
            if (header.getKey().equalsIgnoreCase(CONTENT_TYPE)) {
                return header.getValue().regionMatches(true, 0, EVENT_STREAM, 0, EVENT_STREAM.length());
            }
        }
        return false;
    }
}
