package dev.ponder.runtime.rest.kserve;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.error.InferenceException;
import dev.ponder.api.serving.StreamFormat;
import dev.ponder.runtime.rest.http.ResponseHead;
import dev.ponder.runtime.stream.SseWriter;
import io.vertx.core.buffer.Buffer;

/** Encodes the items of one stream. Without a format, the first item selects one. Not thread-safe. */
final class StreamItemEncoder {

    private final ItemJsonWriter json;
    private Optional<StreamFormat> format;
    private final boolean array;
    private String contentType;
    private boolean begun;

    StreamItemEncoder(Optional<StreamFormat> format, ItemJsonWriter json) {
        this(format, false, json);
    }

    private StreamItemEncoder(Optional<StreamFormat> format, boolean array, ItemJsonWriter json) {
        this.json = json;
        this.format = format;
        this.array = array;
        this.contentType = array
                ? "application/json"
                : format.map(StreamItemEncoder::contentType).orElse(contentType(StreamFormat.RAW));
    }

    /** Writes the items as the elements of one JSON array, for a client that accepts nothing but JSON. */
    static StreamItemEncoder ofArray(ItemJsonWriter json) {
        return new StreamItemEncoder(Optional.empty(), true, json);
    }

    /** The content type. Read after the first item, because a raw stream that begins with bytes is not text. */
    String contentType() {
        return contentType;
    }

    /** Whether the items are events: such a stream can begin before its first item. */
    boolean events() {
        return format.filter(StreamFormat.SSE::equals).isPresent();
    }

    Buffer encode(Object item) {
        if (array) {
            String separator = begun ? "," : "[";
            begun = true;
            return Buffer.buffer(separator + json.text(item));
        }
        StreamFormat selected = format.orElseGet(() -> selectedBy(item));
        return switch (selected) {
            case SSE -> SseWriter.event(json.text(item));
            case NDJSON -> line(json.text(item));
            case RAW -> raw(item);
        };
    }

    /** What follows the last item; empty if the format has nothing there. */
    Buffer end() {
        return Buffer.buffer(!array ? "" : begun ? "]" : "[]");
    }

    /** The last item of a stream that fails; null if the format has none. */
    @Nullable
    Buffer failure(InferenceException failure) {
        String error = KServeError.of(failure).toString();
        return switch (format.orElse(StreamFormat.RAW)) {
            case SSE -> SseWriter.event("error", error);
            case NDJSON -> line(error);
            case RAW -> null;
        };
    }

    /** A keep-alive; null if the format has none. */
    @Nullable
    Buffer keepAlive() {
        return events() ? SseWriter.keepAlive() : null;
    }

    /** A client can concatenate texts and bytes; JSON values need a separator. */
    private StreamFormat selectedBy(Object first) {
        StreamFormat chosen = first instanceof CharSequence || first instanceof byte[] || first instanceof Buffer
                ? StreamFormat.RAW
                : StreamFormat.NDJSON;
        format = Optional.of(chosen);
        contentType = contentType(chosen);
        return chosen;
    }

    private Buffer raw(Object item) {
        if (item instanceof byte[] bytes) {
            return binary(Buffer.buffer(bytes));
        }
        if (item instanceof Buffer bytes) {
            return binary(bytes);
        }
        return item instanceof CharSequence text ? Buffer.buffer(text.toString()) : line(json.text(item));
    }

    private Buffer binary(Buffer bytes) {
        contentType = "application/octet-stream";
        return bytes;
    }

    private static Buffer line(String text) {
        return Buffer.buffer(text + "\n");
    }

    private static String contentType(StreamFormat format) {
        return switch (format) {
            case SSE -> ResponseHead.EVENTS;
            case NDJSON -> "application/x-ndjson";
            case RAW -> "text/plain; charset=utf-8";
        };
    }
}
