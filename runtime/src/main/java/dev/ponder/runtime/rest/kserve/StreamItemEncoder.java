package dev.ponder.runtime.rest.kserve;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.error.InferenceException;
import dev.ponder.api.serving.StreamFormat;
import dev.ponder.runtime.rest.http.ResponseHead;
import dev.ponder.runtime.stream.SseWriter;
import io.vertx.core.buffer.Buffer;

/** Makes bytes of the items of one stream. Its form may show with the first item only. Not thread-safe. */
final class StreamItemEncoder {

    private final ItemJsonWriter json;
    private Optional<StreamFormat> format;
    private String contentType;

    StreamItemEncoder(Optional<StreamFormat> format, ItemJsonWriter json) {
        this.json = json;
        this.format = format;
        this.contentType = format.map(StreamItemEncoder::contentType).orElse(contentType(StreamFormat.RAW));
    }

    /** To be asked for when the first item is there, if there is one: a raw stream that begins with bytes is no text. */
    String contentType() {
        return contentType;
    }

    /** Whether the form is that of events, which can begin before their first. */
    boolean events() {
        return format.filter(StreamFormat.SSE::equals).isPresent();
    }

    Buffer frame(Object item) {
        StreamFormat form = format.orElseGet(() -> chosenBy(item));
        return switch (form) {
            case SSE -> SseWriter.event(json.text(item));
            case NDJSON -> line(json.text(item));
            case RAW -> raw(item);
        };
    }

    /** The last words of a stream that failed; null where there is no place for them. */
    @Nullable
    Buffer failure(InferenceException failure) {
        String error = KServeError.of(failure).toString();
        return switch (format.orElse(StreamFormat.RAW)) {
            case SSE -> SseWriter.event("error", error);
            case NDJSON -> line(error);
            case RAW -> null;
        };
    }

    /** A sign of life; only events can hold one. */
    @Nullable
    Buffer keepAlive() {
        return events() ? SseWriter.keepAlive() : null;
    }

    /** Texts and bytes can be put together by whoever reads them; objects would run into each other. */
    private StreamFormat chosenBy(Object first) {
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
