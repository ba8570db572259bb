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
 * Reads request bodies on the event loop, whatever their content type says. The framework's own way reads larger ones
 * on a blocking thread, and refuses those above its limit without a word.
 */
@ApplicationScoped
public class BodyReader {

    private final long limit;

    BodyReader(PonderConfig config) {
        this.limit = config.limits().maxBodySize().asLongValue();
    }

    /**
     * The whole body. Fails with 413 above the operator's limit. To be called before anything else reads the request.
     */
    public Uni<Buffer> read(HttpServerRequest request) {
        return Uni.createFrom().emitter(emitter -> {
            var body = Buffer.buffer();
            request.exceptionHandler(emitter::fail);
            request.endHandler(ended -> emitter.complete(body));
            request.handler(bytes -> {
                if (body.length() + bytes.length() > limit) {
                    refuse(request, emitter, limit);
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

    /** Lets go of the body of a request that is refused before it was read. */
    public void discard(HttpServerRequest request) {
        if (!request.isEnded()) {
            letGo(request);
            request.resume();
        }
    }

    private static void refuse(HttpServerRequest request, UniEmitter<? super Buffer> emitter, long limit) {
        letGo(request);
        emitter.fail(RequestException.tooLarge("body: more than " + limit
                + " bytes (expected fewer; see ponder.limits.max-body-size)"));
    }

    /** What is left of the body is not worth reading: the connection closes behind the answer. */
    private static void letGo(HttpServerRequest request) {
        request.handler(ignored -> {
        });
        if (request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader("Connection", "close");
            request.response().endHandler(ended -> request.connection().close());
        }
    }
}
