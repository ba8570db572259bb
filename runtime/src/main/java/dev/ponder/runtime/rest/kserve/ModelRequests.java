package dev.ponder.runtime.rest.kserve;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.model.ModelCall.Protocol;
import dev.ponder.api.model.StreamFormat;
import dev.ponder.runtime.model.ModelRequest;
import io.vertx.core.http.HttpServerRequest;

/** Makes a request to a model of one that came by HTTP. */
final class ModelRequests {

    private static final Map<String, StreamFormat> FORMATS = Map.of(
            "text/event-stream", StreamFormat.SSE,
            "application/x-ndjson", StreamFormat.NDJSON,
            "application/ndjson", StreamFormat.NDJSON,
            "application/jsonl", StreamFormat.NDJSON);

    private ModelRequests() {
    }

    static ModelRequest of(String model, Protocol protocol, HttpServerRequest request) {
        return new ModelRequest(model, protocol, headers(request), accepted(request.getHeader("Accept")));
    }

    private static Map<String, String> headers(HttpServerRequest request) {
        var headers = new HashMap<String, String>();
        request.headers().forEach((name, value) -> headers.merge(name.toLowerCase(Locale.ROOT), value,
                (first, next) -> first + ", " + next));
        return headers;
    }

    /** The first form that is named; whoever takes anything has named none. */
    private static Optional<StreamFormat> accepted(@Nullable String accept) {
        if (accept == null) {
            return Optional.empty();
        }
        for (String range : accept.split(",")) {
            StreamFormat format = FORMATS.get(range.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
            if (format != null) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }
}
