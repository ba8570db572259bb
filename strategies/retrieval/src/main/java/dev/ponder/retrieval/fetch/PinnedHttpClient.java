package dev.ponder.retrieval.fetch;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.netty.handler.codec.TooLongFrameException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;

/**
 * Sends GET requests to an address that was checked before, with the host name of the URL in the header {@code Host} and in TLS. No
 * name is looked up here. Sends no cookies and no credentials, and follows no redirections. Each request has a connection of its
 * own. Thread-safe.
 */
final class PinnedHttpClient {

    private final Supplier<HttpClient> client;
    private final Duration connectTimeout;
    private final int maxHeaderSize;

    /**
     * A client, which opens nothing before the first request.
     *
     * @param tls the options with the certificates to trust
     */
    PinnedHttpClient(Vertx vertx, FetchConfig config, HttpClientOptions tls) {
        this.connectTimeout = config.connectTimeout();
        this.maxHeaderSize = (int) config.maxHeaderSize().asLongValue();
        this.client = new Lazy(() -> vertx.createHttpClient(new HttpClientOptions(tls)
                .setKeepAlive(false)
                .setDecompressionSupported(false)
                .setMaxHeaderSize(maxHeaderSize)
                .setMaxPoolSize(config.concurrency())));
    }

    /** Creates the client at the first request. */
    private static final class Lazy implements Supplier<HttpClient> {

        private final Supplier<HttpClient> create;
        private @Nullable HttpClient created;

        Lazy(Supplier<HttpClient> create) {
            this.create = create;
        }

        @Override
        public synchronized HttpClient get() {
            if (created == null) {
                created = create.get();
            }
            return created;
        }
    }

    /**
     * A response.
     *
     * @param headers by names in any case
     * @param body as it was sent; empty if it was not wanted
     */
    record Reply(int status, MultiMap headers, Buffer body) {}

    /** Decides after the head of a response how much of its body is read. */
    @FunctionalInterface
    interface BodyLimit {

        /**
         * The maximum size of the body in bytes. 0: it is not read.
         *
         * @throws FetchException if the response is not wanted
         */
        long of(int status, MultiMap headers);
    }

    /** No connection could be opened, so that another address may be tried. */
    static final class NotConnected extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotConnected(Throwable cause) {
            super(null, cause, false, false);
        }
    }

    /** The reply, or a {@link NotConnected} or {@link FetchException}. Cancelling closes the connection. */
    Uni<Reply> get(PageUrl url, InetAddress address, Map<String, String> headers, BodyLimit limit) {
        return Uni.createFrom().emitter(emitter -> {
            var exchange = new Exchange(emitter, limit);
            emitter.onTermination(exchange::close);
            exchange.open(options(url, address, headers));
        });
    }

    private RequestOptions options(PageUrl url, InetAddress address, Map<String, String> headers) {
        var options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, url.port())))
                .setSsl(url.tls())
                .setHost(url.host())
                .setPort(url.port())
                .setURI(url.target())
                .setFollowRedirects(false)
                .setConnectTimeout(connectTimeout.toMillis());
        headers.forEach(options::putHeader);
        return options;
    }

    /** One request. Events of a connection are serial; closing may come from any thread. */
    private final class Exchange {

        private final UniEmitter<? super Reply> emitter;
        private final BodyLimit limit;
        private final Buffer body = Buffer.buffer();
        private @Nullable HttpClientRequest opened;
        private boolean closed;

        Exchange(UniEmitter<? super Reply> emitter, BodyLimit limit) {
            this.emitter = emitter;
            this.limit = limit;
        }

        void open(RequestOptions options) {
            client.get().request(options).onComplete(result -> {
                if (result.failed()) {
                    emitter.fail(new NotConnected(result.cause()));
                } else {
                    send(result.result());
                }
            });
        }

        private synchronized void send(HttpClientRequest request) {
            if (closed) {
                request.reset();
                return;
            }
            opened = request;
            // Failures are reported by the result of send(). Without a handler Vert.x logs them as errors
            request.exceptionHandler(ignored -> {
            });
            request.connection().exceptionHandler(ignored -> {
            });
            request.send().onComplete(answered -> {
                if (answered.failed()) {
                    emitter.fail(failure(answered.cause()));
                } else {
                    receive(answered.result());
                }
            });
        }

        private void receive(HttpClientResponse response) {
            response.exceptionHandler(broken -> emitter.fail(failure(broken)));
            long most;
            try {
                most = limit.of(response.statusCode(), response.headers());
            } catch (FetchException unwanted) {
                emitter.fail(unwanted);
                return;
            }
            if (most <= 0) {
                emitter.complete(new Reply(response.statusCode(), response.headers(), body));
                return;
            }
            response.endHandler(ended -> {
                forget();
                emitter.complete(new Reply(response.statusCode(), response.headers(), body));
            });
            response.handler(bytes -> {
                if (body.length() + bytes.length() > most) {
                    emitter.fail(BodyDecoder.tooLarge(most));
                } else {
                    body.appendBuffer(bytes);
                }
            });
        }

        /** The server closes the connection. */
        private synchronized void forget() {
            opened = null;
        }

        /** Closes a connection whose body has not ended: it may be unwanted. */
        synchronized void close() {
            closed = true;
            if (opened != null) {
                opened.reset();
            }
        }
    }

    private FetchException failure(Throwable cause) {
        return cause instanceof TooLongFrameException || cause.getCause() instanceof TooLongFrameException
                ? new FetchException("the headers are larger than " + maxHeaderSize / 1024 + " KB")
                : new FetchException("the connection was closed before the page was complete");
    }
}
