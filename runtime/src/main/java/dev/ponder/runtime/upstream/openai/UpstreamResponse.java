package dev.ponder.runtime.upstream.openai;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import dev.ponder.api.error.UpstreamException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/** The head of a reply, and its body for whoever takes it first. */
final class UpstreamResponse {

    /** What belongs to the hop to the upstream, or will be written anew by our own server. */
    private static final Set<String> HOP_HEADERS = Set.of("connection", "keep-alive", "transfer-encoding",
            "content-length", "te", "trailer", "upgrade", "proxy-authenticate", "proxy-authorization", "set-cookie",
            "server", "date");

    private final HttpClientResponse response;
    private final UpstreamErrorClassifier errors;
    private volatile boolean taken;

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

    /** The headers that concern a client. */
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

    /** The body as it comes, under back-pressure. */
    Multi<Buffer> body() {
        return Multi.createFrom().deferred(() -> {
            taken = true;
            return new ResponseBody(response, errors);
        });
    }

    /** The whole body, which fails when it is larger than this. */
    Uni<Buffer> wholeBody(long limit, Supplier<UpstreamException> tooLarge) {
        return body().collect().in(Buffer::buffer, (all, bytes) -> {
            if (all.length() + bytes.length() > limit) {
                throw tooLarge.get();
            }
            all.appendBuffer(bytes);
        });
    }

    void closeUnlessTaken() {
        if (!taken) {
            response.request().reset();
        }
    }
}
