package dev.ponder.runtime.rest.kserve;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import jakarta.ws.rs.core.Response;

import dev.ponder.api.serving.ModelCall.Protocol;
import dev.ponder.runtime.serving.ModelRequest;
import io.vertx.core.http.HttpServerRequest;

/** HTTP headers that hook methods read, and those that they set. */
final class ModelHeaders {

    /** Set by the server alone: they describe how the body is transferred. */
    private static final Set<String> OF_THE_SERVER = Set.of("content-length", "transfer-encoding", "connection");

    private ModelHeaders() {
    }

    /** The request to a model, with the headers of the HTTP request. */
    static ModelRequest request(String model, Protocol protocol, HttpServerRequest request) {
        var headers = new HashMap<String, String>();
        request.headers().forEach((name, value) -> headers.merge(name.toLowerCase(Locale.ROOT), value,
                (first, next) -> first + ", " + next));
        return new ModelRequest(model, protocol, headers, AcceptHeader.read(headers.getOrDefault("accept", "")));
    }

    /** The response headers that hook methods set, by their names in lower case. */
    static Map<String, String> of(ModelRequest call) {
        var headers = new TreeMap<String, String>();
        call.responseHeaders().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        headers.keySet().removeAll(OF_THE_SERVER);
        return headers;
    }

    /** A whole response with these headers, and this content type unless a hook method set one. */
    static Response.ResponseBuilder response(ModelRequest call, String contentType, byte[] body) {
        Response.ResponseBuilder response = Response.ok(body);
        Map<String, String> headers = of(call);
        headers.putIfAbsent("content-type", contentType);
        headers.forEach(response::header);
        return response;
    }
}
