package dev.ponder.runtime.rest.http;

import java.util.random.RandomGenerator;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * Gives each request an id: the client's {@code x-request-id}, or a generated one. It replaces the header of the request,
 * so that all other code reads it there, and is a header of each response. A response with 429 or 503 also gets a
 * {@code Retry-After} if it has none.
 */
@Singleton
public class RequestIdFilter {

    /** The header of requests and responses. */
    public static final String HEADER = "x-request-id";

    /** Before CORS and authentication, whose responses need an id too. */
    private static final int FIRST = 10_000;
    private static final int MAX_LENGTH = 128;
    private static final String RETRY_AFTER = "Retry-After";
    private static final String SECONDS = "1";

    private final RandomGenerator random;

    RequestIdFilter(RandomGenerator random) {
        this.random = random;
    }

    void register(@Observes Filters filters) {
        filters.register(this::filter, FIRST);
    }

    private void filter(RoutingContext context) {
        String id = idOf(context.request().getHeader(HEADER));
        context.request().headers().set(HEADER, id);
        HttpServerResponse response = context.response();
        response.putHeader(HEADER, id);
        context.addHeadersEndHandler(written -> complete(response, id));
        context.next();
    }

    /** The client's id if it is short and printable, a generated one otherwise. */
    String idOf(@Nullable String ofClient) {
        String id = ofClient == null ? "" : ofClient.strip();
        return accepted(id) ? id : RandomUuid.next(random).toString();
    }

    /** An id is written to logs and sent to upstreams, so it has only printable ASCII characters. */
    private static boolean accepted(String id) {
        if (id.isEmpty() || id.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            if (id.charAt(i) < ' ' || id.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** The response of an upstream or of a hook method may have set another id. */
    private static void complete(HttpServerResponse response, String id) {
        MultiMap headers = response.headers();
        if (!id.equals(headers.get(HEADER))) {
            headers.set(HEADER, id);
        }
        int status = response.getStatusCode();
        if ((status == 429 || status == 503) && !headers.contains(RETRY_AFTER)) {
            headers.set(RETRY_AFTER, SECONDS);
        }
    }
}
