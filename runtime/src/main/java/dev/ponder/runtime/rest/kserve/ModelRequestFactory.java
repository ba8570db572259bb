package dev.ponder.runtime.rest.kserve;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import dev.ponder.api.serving.ModelCall.Protocol;
import dev.ponder.runtime.serving.ModelRequest;
import io.vertx.core.http.HttpServerRequest;

/** Makes a request to a model of one that came by HTTP. */
final class ModelRequestFactory {

    private ModelRequestFactory() {
    }

    static ModelRequest of(String model, Protocol protocol, HttpServerRequest request) {
        Map<String, String> headers = headers(request);
        return new ModelRequest(model, protocol, headers, AcceptHeader.read(headers.getOrDefault("accept", "")));
    }

    private static Map<String, String> headers(HttpServerRequest request) {
        var headers = new HashMap<String, String>();
        request.headers().forEach((name, value) -> headers.merge(name.toLowerCase(Locale.ROOT), value,
                (first, next) -> first + ", " + next));
        return headers;
    }
}
