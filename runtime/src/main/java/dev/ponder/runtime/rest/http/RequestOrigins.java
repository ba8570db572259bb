package dev.ponder.runtime.rest.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.ponder.runtime.event.RequestOrigin;
import io.vertx.core.http.HttpServerRequest;

/** Reads the origin of a request from HTTP. */
public final class RequestOrigins {

    private RequestOrigins() {
    }

    /** The path, the id, the headers and the client of a request. Azure's header {@code api-key} is a bearer token too. */
    public static RequestOrigin of(HttpServerRequest request) {
        var headers = new HashMap<String, List<String>>();
        for (Map.Entry<String, String> header : request.headers()) {
            headers.merge(header.getKey().toLowerCase(Locale.ROOT), List.of(header.getValue()), RequestOrigins::joined);
        }
        List<String> key = headers.get("api-key");
        if (key != null) {
            headers.putIfAbsent("authorization", List.of("Bearer " + key.get(0)));
        }
        List<String> ids = headers.get(RequestIdFilter.HEADER);
        return new RequestOrigin(request.path(), ids == null ? "" : ids.get(0), headers,
                RequestClient.of(request));
    }

    /** The values of a header that the request has more than once. */
    private static List<String> joined(List<String> earlier, List<String> later) {
        var values = new ArrayList<>(earlier);
        values.addAll(later);
        return List.copyOf(values);
    }
}
