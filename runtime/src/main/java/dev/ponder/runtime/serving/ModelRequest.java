package dev.ponder.runtime.serving;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

import dev.ponder.api.serving.ModelCall;
import dev.ponder.api.serving.StreamFormat;
import io.netty.handler.codec.http.DefaultHttpHeaders;

/** A request to a served model, and the response headers and stream format that its hook methods set. */
public final class ModelRequest implements ModelCall {

    private static final Pattern CONTENT_TYPE = Pattern.compile("[\\w.+*-]+/[\\w.+*-]+(\\s*;[^\\p{Cntrl}]*)?");

    private final String model;
    private final Protocol protocol;
    private final Map<String, String> headers;
    private final Accepted accepted;
    private final Map<String, String> responseHeaders = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private Optional<StreamFormat> declared = Optional.empty();

    /**
     * The client's {@code Accept} header.
     *
     * @param stream the stream format that it prefers; empty if it names none
     * @param streamFirst whether it prefers that format to JSON
     * @param jsonOnly whether it names JSON and nothing else that a stream can be
     */
    public record Accepted(Optional<StreamFormat> stream, boolean streamFirst, boolean jsonOnly) {

        /** A client that accepts more than JSON. */
        public Accepted(Optional<StreamFormat> stream, boolean streamFirst) {
            this(stream, streamFirst, false);
        }
    }

    /** @param headers by their names in lower case */
    public ModelRequest(String model, Protocol protocol, Map<String, String> headers, Accepted accepted) {
        this.model = model;
        this.protocol = protocol;
        this.headers = Map.copyOf(headers);
        this.accepted = accepted;
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public Protocol protocol() {
        return protocol;
    }

    @Override
    public Map<String, String> headers() {
        return headers;
    }

    @Override
    public Optional<StreamFormat> accepted() {
        return accepted.stream();
    }

    @Override
    public boolean wantsStream() {
        return accepted.streamFirst();
    }

    /** Whether the client names JSON and nothing else that a stream can be. */
    public boolean acceptsJsonOnly() {
        return accepted.jsonOnly();
    }

    @Override
    public synchronized void respondWith(String name, String value) {
        new DefaultHttpHeaders().set(name, value);
        if (name.equalsIgnoreCase("content-type") && !CONTENT_TYPE.matcher(value).matches()) {
            throw new IllegalArgumentException("Content-Type: '" + value + "' (expected a type such as text/csv)");
        }
        responseHeaders.put(name, value);
    }

    @Override
    public synchronized void streamAs(StreamFormat format) {
        declared = Optional.of(format);
    }

    /** The headers that hook methods have set so far. */
    public synchronized Map<String, String> responseHeaders() {
        return new LinkedHashMap<>(responseHeaders);
    }

    /** The stream format that a hook method chose. */
    public synchronized Optional<StreamFormat> declared() {
        return declared;
    }
}
