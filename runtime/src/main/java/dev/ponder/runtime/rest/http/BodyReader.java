package dev.ponder.runtime.rest.http;

import jakarta.enterprise.context.ApplicationScoped;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.config.PonderConfig;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * Reads request bodies of any content type on the event loop. The framework itself reads large bodies on a blocking thread
 * and rejects those above its limit without a message.
 */
@ApplicationScoped
public class BodyReader {

    private final long limit;

    BodyReader(PonderConfig config) {
        this.limit = config.limits().maxBodySize().asLongValue();
    }

    /**
     * The whole body. Fails with 413 if it is larger than {@code ponder.limits.max-body-size}. Must be called before
     * anything else reads the request.
     */
    public Uni<Buffer> read(HttpServerRequest request) {
        return Uni.createFrom().emitter(emitter -> {
            var body = Buffer.buffer();
            request.exceptionHandler(emitter::fail);
            request.endHandler(ended -> emitter.complete(body));
            request.handler(bytes -> {
                if (body.length() + bytes.length() > limit) {
                    reject(request, emitter, limit);
                } else {
                    body.appendBuffer(bytes);
                }
            });
            if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
                request.response().writeContinue();
            }
            request.resume();
        });
    }

    /** Ignores the body of a request that is rejected before its body is read. */
    public void discard(HttpServerRequest request) {
        if (!request.isEnded()) {
            ignore(request);
            request.resume();
        }
    }

    private static void reject(HttpServerRequest request, UniEmitter<? super Buffer> emitter, long limit) {
        ignore(request);
        emitter.fail(RequestException.tooLarge("body: more than " + limit
                + " bytes (expected fewer; see ponder.limits.max-body-size)"));
    }

    /** The connection closes after the response, so that the rest of the body need not be read. */
    private static void ignore(HttpServerRequest request) {
        request.handler(ignored -> {
        });
        if (request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader("Connection", "close");
            request.response().endHandler(ended -> request.connection().close());
        }
    }
}
