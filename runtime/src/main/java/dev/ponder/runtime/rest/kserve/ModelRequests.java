package dev.ponder.runtime.rest.kserve;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.ponder.api.model.ModelCall.Protocol;
import dev.ponder.api.model.StreamFormat;
import dev.ponder.runtime.model.ModelRequest;
import dev.ponder.runtime.model.ModelRequest.Accepted;
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

    /** What is named first wins among equals; who accepts anything has named nothing. */
    private static Accepted accepted(String accept) {
        Optional<StreamFormat> stream = Optional.empty();
        double streamWeight = 0;
        boolean streamFirst = false;
        double jsonWeight = 0;
        for (String range : accept.split(",")) {
            String[] parts = range.split(";", -1);
            String type = parts[0].strip().toLowerCase(Locale.ROOT);
            double weight = weight(parts);
            if (type.equals("application/json") && weight > Math.max(jsonWeight, streamWeight)) {
                jsonWeight = weight;
                streamFirst = false;
            } else if (FORMATS.containsKey(type) && weight > streamWeight) {
                stream = Optional.of(FORMATS.get(type));
                streamWeight = weight;
                streamFirst = weight > jsonWeight;
            }
        }
        return new Accepted(stream, streamFirst);
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
