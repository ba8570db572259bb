package dev.ponder.runtime.rest.http;

import org.jspecify.annotations.Nullable;

import dev.ponder.runtime.security.ApiClient;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.spi.context.storage.AccessMode;

/** The client of an HTTP request, kept in the Vert.x context of the request. */
public final class RequestClient {

    private RequestClient() {
    }

    /** Sets the client, before the request is answered. */
    public static void attach(HttpServerRequest request, ApiClient client) {
        if (!(context(request) instanceof ContextInternal context)) {
            throw new IllegalStateException("a request without a context: " + request.getClass().getName());
        }
        context.putLocal(RequestClient.class, client);
    }

    /** The client; {@link ApiClient#ANONYMOUS} if the server controls no access. */
    public static ApiClient of(HttpServerRequest request) {
        ApiClient client = find(request);
        return client == null ? ApiClient.ANONYMOUS : client;
    }

    /** The client; null if none was attached. */
    static @Nullable ApiClient find(HttpServerRequest request) {
        if (context(request) instanceof ContextInternal context) {
            // Without the map of Vert.x, which a look-up by key would create
            var locals = context.getLocal(ContextInternal.LOCAL_MAP, AccessMode.CONCURRENT);
            if (locals != null && locals.get(RequestClient.class) instanceof ApiClient client) {
                return client;
            }
        }
        return null;
    }

    private static Object context(HttpServerRequest request) {
        return request instanceof HttpServerRequestInternal known ? known.context() : request;
    }
}
