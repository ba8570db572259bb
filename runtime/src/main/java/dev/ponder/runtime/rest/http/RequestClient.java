package dev.ponder.runtime.rest.http;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

import org.jspecify.annotations.Nullable;

import dev.ponder.runtime.security.ApiClient;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;

/** The client of an HTTP request, kept as long as the request. */
public final class RequestClient {

    /** By the headers of the request, which all wrappers of a request share. They are compared by identity. */
    private static final Map<MultiMap, ApiClient> CLIENTS = Collections.synchronizedMap(new WeakHashMap<>());
    /** A server without access control asks for clients and never has one, so it takes no lock. */
    private static volatile boolean attached;

    private RequestClient() {
    }

    /** Sets the client, before the request is answered. */
    public static void attach(HttpServerRequest request, ApiClient client) {
        attached = true;
        CLIENTS.put(request.headers(), client);
    }

    /** The client; {@link ApiClient#ANONYMOUS} if the server controls no access. */
    public static ApiClient of(HttpServerRequest request) {
        ApiClient client = find(request);
        return client == null ? ApiClient.ANONYMOUS : client;
    }

    /** The client; null if none was attached. */
    static @Nullable ApiClient find(HttpServerRequest request) {
        return attached ? CLIENTS.get(request.headers()) : null;
    }
}
