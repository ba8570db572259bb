package dev.ponder.runtime.rest.kserve;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

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

    /** A weight of zero. */
    private static final Pattern REFUSED = Pattern.compile("(?i)(^|;)\\s*q\\s*=\\s*0(\\.0*)?\\s*(;|$)");

    private ModelRequests() {
    }

    static ModelRequest of(String model, Protocol protocol, HttpServerRequest request) {
        Map<String, String> headers = headers(request);
        return new ModelRequest(model, protocol, headers, accepted(headers.getOrDefault("accept", "")));
    }

    private static Map<String, String> headers(HttpServerRequest request) {
        var headers = new HashMap<String, String>();
        request.headers().forEach((name, value) -> headers.merge(name.toLowerCase(Locale.ROOT), value,
                (first, next) -> first + ", " + next));
        return headers;
    }

    /** The first form that is named and not refused; whoever takes anything has named none. */
    private static Optional<StreamFormat> accepted(String accept) {
        for (String range : accept.split(",")) {
            String[] typeAndParameters = range.split(";", 2);
            StreamFormat format = FORMATS.get(typeAndParameters[0].strip().toLowerCase(Locale.ROOT));
            if (format != null && !(typeAndParameters.length > 1 && REFUSED.matcher(typeAndParameters[1]).find())) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }
}
