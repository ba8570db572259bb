package dev.ponder.runtime.rest.kserve;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import jakarta.ws.rs.core.Response;

import dev.ponder.runtime.serving.ModelRequest;

/** What hooks may say in a response's head: all but how its bytes are carried. */
final class ModelHeaders {

    private static final Set<String> NOT_THEIRS = Set.of("content-length", "transfer-encoding", "connection");

    private ModelHeaders() {
    }

    /** The headers, by their names in lower case. */
    static Map<String, String> of(ModelRequest call) {
        var headers = new TreeMap<String, String>();
        call.responseHeaders().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        headers.keySet().removeAll(NOT_THEIRS);
        return headers;
    }

    /** Puts them on a whole response, and a type unless they name one. */
    static Response with(ModelRequest call, Response.ResponseBuilder response, String type) {
        Map<String, String> own = of(call);
        own.putIfAbsent("content-type", type);
        own.forEach(response::header);
        return response.build();
    }
}
