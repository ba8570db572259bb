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

    private static final Pattern WEIGHT = Pattern.compile("\\s*[qQ]\\s*=\\s*([01](?:\\.\\d{0,3})?)\\s*");

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

    /** The form that is wanted most; none where JSON is wanted as much and first, or anything will do. */
    private static Optional<StreamFormat> accepted(String accept) {
        String best = "";
        double weight = 0;
        for (String range : accept.split(",")) {
            String[] parts = range.split(";");
            String type = parts[0].strip().toLowerCase(Locale.ROOT);
            double given = weight(parts);
            if (given > weight && (FORMATS.containsKey(type) || type.equals("application/json"))) {
                best = type;
                weight = given;
            }
        }
        return Optional.ofNullable(FORMATS.get(best));
    }

    private static double weight(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            var weight = WEIGHT.matcher(parts[i]);
            if (weight.matches()) {
                return Double.parseDouble(weight.group(1));
            }
        }
        return 1;
    }
}
