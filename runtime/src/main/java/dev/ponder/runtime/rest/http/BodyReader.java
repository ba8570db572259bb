package dev.ponder.runtime.rest.http;

import java.util.List;

import jakarta.inject.Singleton;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.concurrent.ThreadOffload;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.config.reload.ReloadableSettings;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * Reads request bodies of any content type on the event loop, and decodes those with a {@code Content-Encoding}. The
 * framework itself reads large bodies on a blocking thread and rejects those above its limit without a message.
 */
@Singleton
public class BodyReader implements ReloadableSettings {

    private volatile long maxSize;
    private final ThreadOffload offload;

    BodyReader(PonderConfig config, ThreadOffload offload) {
        this.offload = offload;
        this.maxSize = config.limits().maxBodySize().asLongValue();
    }

    @Override
    public void use(PonderConfig changed) {
        maxSize = changed.limits().maxBodySize().asLongValue();
    }

    /**
     * The whole body, decoded; the request's header {@code Content-Encoding} is removed then. Fails with 413 if it is
     * larger than {@code ponder.limits.max-body-size} when decoded, with 415 if it has a coding that is not supported, and
     * with 400 if it cannot be decoded. Must be called before anything else reads the request.
     */
    public Uni<Buffer> read(HttpServerRequest request) {
        return Uni.createFrom().deferred(() -> {
            List<String> codings = codings(request);
            long limit = maxSize;
            return codings.isEmpty() ? plain(request, limit) : decoded(request, codings, limit);
        });
    }

    private List<String> codings(HttpServerRequest request) {
        try {
            return ContentDecoder.codings(request.headers().getAll(HttpHeaders.CONTENT_ENCODING));
        } catch (RequestException unsupported) {
            discard(request);
            throw unsupported;
        }
    }

    private static Uni<Buffer> plain(HttpServerRequest request, long limit) {
        return Uni.createFrom().emitter(emitter -> {
            var body = new Body();
            request.exceptionHandler(emitter::fail);
            request.endHandler(ended -> emitter.complete(body.bytes));
            request.handler(bytes -> {
                if (body.bytes.length() + bytes.length() > limit) {
                    reject(request, emitter, RequestException.tooLarge("body: more than " + limit
                            + " bytes (expected fewer; see ponder.limits.max-body-size)"));
                } else {
                    body.add(bytes);
                }
            });
            start(request);
        });
    }

    /** Most bodies arrive in one piece, which is not copied. */
    private static final class Body {

        private Buffer bytes = Buffer.buffer(0);
        private boolean copied;

        void add(Buffer piece) {
            if (bytes.length() == 0) {
                bytes = piece;
                return;
            }
            if (!copied) {
                bytes = Buffer.buffer(2 * bytes.length()).appendBuffer(bytes);
                copied = true;
            }
            bytes.appendBuffer(piece);
        }
    }

    /** A small body can decode to a large one, so that its own size does not say whether decoding is quick. */
    private Uni<Buffer> decoded(HttpServerRequest request, List<String> codings, long limit) {
        var decoder = new ContentDecoder(codings, limit);
        return plain(request, limit).chain(body -> offload.of(Integer.MAX_VALUE, () -> decoder.decode(body)))
                .onItem().invoke(() -> request.headers().remove(HttpHeaders.CONTENT_ENCODING));
    }

    private static void start(HttpServerRequest request) {
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
        request.resume();
    }

    /** Ignores the body of a request that is rejected before its body is read. */
    public void discard(HttpServerRequest request) {
        if (!request.isEnded()) {
            ignore(request);
            request.resume();
        }
    }

    private static void reject(HttpServerRequest request, UniEmitter<? super Buffer> emitter, Throwable failure) {
        ignore(request);
        request.endHandler(ended -> {
        });
        emitter.fail(failure);
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
