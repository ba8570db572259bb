package dev.ponder.api.serving;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** One request to a served model, for its hook methods. Thread-safe. */
public interface ModelCall {

    /** The protocols of hook methods. */
    enum Protocol {
        /** KServe's V1: JSON or bytes. */
        V1,
        /** The Open Inference Protocol: tensors. */
        V2
    }

    /** The name of the model in the request. */
    String model();

    /** The protocol of the request. */
    Protocol protocol();

    /** The request's headers by their names in lower case; several values of a header are joined by commas. */
    Map<String, String> headers();

    /** A header of the request, by its name in any case; null if it is absent. */
    default @Nullable String header(String name) {
        return headers().get(name.toLowerCase(Locale.ROOT));
    }

    /** The stream format that the request's {@code Accept} header prefers; empty if it names none. */
    Optional<StreamFormat> accepted();

    /** Whether the {@code Accept} header prefers a stream format to JSON: by its weight, or else by its position. */
    boolean wantsStream();

    /**
     * Sets a header of the response. Has no effect after the response has begun.
     *
     * @throws IllegalArgumentException for an invalid name or value
     */
    void respondWith(String name, String value);

    /** Sets the format of a stream, regardless of {@code Accept}. Has no effect after the response has begun. */
    void streamAs(StreamFormat format);
}
