package dev.ponder.api.serving;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** One request to a model, as its hooks see it. Thread-safe. */
public interface ModelCall {

    /** Protocols in which a model may be asked. */
    enum Protocol {
        /** KServe's V1: JSON or bytes. */
        V1,
        /** The Open Inference Protocol: tensors. */
        V2
    }

    /** The name under which the model was asked. */
    String model();

    /** The protocol of the request. */
    Protocol protocol();

    /** The request's headers, by their names in lower case; several values are joined by commas. */
    Map<String, String> headers();

    /** A header of the request; null when it is not there. */
    default @Nullable String header(String name) {
        return headers().get(name.toLowerCase(Locale.ROOT));
    }

    /** The form of stream that the request's {@code Accept} would rather have than others; empty when it names none. */
    Optional<StreamFormat> accepted();

    /** Whether the request would rather have a stream: it accepts one, and JSON less or later. */
    boolean wantsStream();

    /**
     * Sets a header of the response, streams included; has no effect once the response began.
     *
     * @throws IllegalArgumentException for what cannot be a header
     */
    void respondWith(String name, String value);

    /** Sets the form of a stream, whatever the request accepts; has no effect once the response began. */
    void streamAs(StreamFormat format);
}
