package dev.ponder.runtime.upstream.openai;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.error.UpstreamException;
import dev.ponder.runtime.time.Timer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/** The head of a response, and its body for one subscriber. */
final class UpstreamResponse {

    /** Hop-by-hop headers, and those that the server of Ponder writes itself. */
    private static final Set<String> HOP_HEADERS = Set.of("connection", "keep-alive", "transfer-encoding",
            "content-length", "te", "trailer", "upgrade", "proxy-authenticate", "proxy-authorization", "set-cookie",
            "server", "date");

    private static final int MAX_ERROR_BODY = 64 * 1024;
    private static final Duration ERROR_BODY_TIMEOUT = Duration.ofSeconds(10);

    private final HttpClientResponse response;
    private final UpstreamErrorClassifier errors;
    private volatile boolean subscribed;
    private volatile @Nullable Buffer errorBody;

    UpstreamResponse(HttpClientResponse response, UpstreamErrorClassifier errors) {
        this.response = response;
        this.errors = errors;
    }

    int status() {
        return response.statusCode();
    }

    boolean accepted() {
        return response.statusCode() / 100 == 2;
    }

    MultiMap headers() {
        return response.headers();
    }

    /** The end-to-end headers. */
    Map<String, String> endToEnd() {
        var kept = new HashMap<String, String>();
        response.headers().forEach((header, value) -> {
            if (!HOP_HEADERS.contains(header.toLowerCase(Locale.ROOT))) {
                kept.put(header, value);
            }
        });
        return kept;
    }

    /** Whether its content is of this type. */
    boolean is(String contentType) {
        String type = response.getHeader("Content-Type");
        return type != null && type.toLowerCase(Locale.ROOT).startsWith(contentType);
    }

    /** The body, with back-pressure. */
    Multi<Buffer> body() {
        return Multi.createFrom().deferred(() -> {
            subscribed = true;
            return new ResponseBody(response, errors);
        });
    }

    /** The whole body. Fails when it is larger than the limit. */
    Uni<Buffer> wholeBody(long limit, Supplier<UpstreamException> tooLarge) {
        return body().collect().in(Buffer::buffer, (all, bytes) -> {
            if (all.length() + bytes.length() > limit) {
                throw tooLarge.get();
            }
            all.appendBuffer(bytes);
        });
    }

    /** The beginning of the body of an error. Never fails: a long, slow or truncated one ends early. May be read again. */
    Uni<Buffer> errorBody(Timer timer) {
        return Uni.createFrom().deferred(() -> {
            if (errorBody != null) {
                return Uni.createFrom().item(errorBody);
            }
            var received = Buffer.buffer();
            Uni<Buffer> whole = body()
                    .onItem().invoke(bytes -> received.appendBuffer(bytes))
                    .select().first(bytes -> received.length() < MAX_ERROR_BODY)
                    .collect().last();
            return timer.limit(whole, ERROR_BODY_TIMEOUT, () -> new IllegalStateException("timeout"))
                    .onFailure().recoverWithNull()
                    .map(last -> received.length() > MAX_ERROR_BODY ? received.getBuffer(0, MAX_ERROR_BODY) : received)
                    .invoke(body -> errorBody = body);
        });
    }

    void closeUnlessSubscribed() {
        if (!subscribed) {
            response.request().reset();
        }
    }
}
