package dev.ponder.runtime.rest.http;

import java.util.List;
import java.util.TreeMap;

import dev.ponder.runtime.event.RequestOrigin;
import io.vertx.core.http.HttpServerRequest;

/** Reads the origin of a request from HTTP. */
public final class RequestOrigins {

    private RequestOrigins() {
    }

    /** The path, the id and the headers of a request. Azure's header {@code api-key} is a bearer token too. */
    public static RequestOrigin of(HttpServerRequest request) {
        var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        request.headers().names().forEach(name -> headers.put(name, request.headers().getAll(name)));
        if (!headers.containsKey("authorization") && headers.containsKey("api-key")) {
            headers.put("authorization", List.of("Bearer " + headers.get("api-key").get(0)));
        }
        String id = request.getHeader(RequestIdFilter.HEADER);
        return new RequestOrigin(request.path(), id == null ? "" : id, headers);
    }
}
