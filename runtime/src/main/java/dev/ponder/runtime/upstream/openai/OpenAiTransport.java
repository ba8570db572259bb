package dev.ponder.runtime.upstream.openai;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import io.netty.channel.ConnectTimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

/** HTTP to one upstream. Cancellation closes the connection. */
final class OpenAiTransport {

    private final HttpClient client;
    private final URI base;
    private final Optional<String> apiKey;
    private final UpstreamErrorClassifier errors;

    OpenAiTransport(HttpClient client, URI base, Optional<String> apiKey, UpstreamErrorClassifier errors) {
        this.client = client;
        this.base = base;
        this.apiKey = apiKey;
        this.errors = errors;
    }

    /**
     * Sends a request and completes with the head of the response. Its body must be subscribed to at once, else the
     * response is closed.
     *
     * @param connect the connect timeout
     */
    Uni<UpstreamResponse> send(HttpMethod method, String path, @Nullable Buffer body, Duration connect) {
        return Uni.createFrom().emitter(emitter -> {
            var exchange = new Exchange(emitter);
            emitter.onTermination(exchange::cancel);
            client.request(options(method, path, body != null, connect)).onComplete(opened -> {
                if (opened.failed()) {
                    exchange.fail(opened.cause());
                } else {
                    exchange.send(opened.result(), body);
                }
            });
        });
    }

    private RequestOptions options(HttpMethod method, String path, boolean hasBody, Duration connect) {
        boolean tls = "https".equalsIgnoreCase(base.getScheme());
        var options = new RequestOptions()
                .setMethod(method)
                .setSsl(tls)
                .setHost(base.getHost())
                .setPort(base.getPort() > 0 ? base.getPort() : tls ? 443 : 80)
                .setURI(base.getRawPath().replaceAll("/+$", "") + path);
        if (!connect.isZero()) {
            options.setConnectTimeout(connect.toMillis());
        }
        if (hasBody) {
            options.putHeader("Content-Type", "application/json");
        }
        apiKey.ifPresent(key -> options.putHeader("Authorization", "Bearer " + key));
        return options;
    }

    /** One request in flight. Events of a connection are serial; cancellation may come from any thread. */
    private final class Exchange {

        private final UniEmitter<? super UpstreamResponse> emitter;
        private @Nullable HttpClientRequest request;
        private boolean over;

        Exchange(UniEmitter<? super UpstreamResponse> emitter) {
            this.emitter = emitter;
        }

        synchronized void send(HttpClientRequest opened, @Nullable Buffer body) {
            if (over) {
                opened.reset();
                return;
            }
            request = opened;
            // Failures are reported by the result of send(). Without a handler Vert.x logs cancellations as errors
            opened.exceptionHandler(ignored -> {
            });
            (body == null ? opened.send() : opened.send(body)).onComplete(answered -> {
                if (answered.failed()) {
                    fail(answered.cause());
                } else {
                    answer(answered.result().pause());
                }
            });
        }

        /** After a late cancellation the emitter drops the response, so nothing subscribes to its body. */
        private void answer(HttpClientResponse response) {
            synchronized (this) {
                if (over) {
                    return;
                }
                over = true;
            }
            var head = new UpstreamResponse(response, errors);
            emitter.complete(head);
            head.closeUnlessSubscribed();
        }

        void fail(Throwable cause) {
            synchronized (this) {
                if (over) {
                    return;
                }
                over = true;
            }
            emitter.fail(connectTimedOut(cause)
                    ? errors.timedOut("did not accept a connection in time", "connect", "connect_timeout")
                    : errors.unreachable(cause));
        }

        /** Without a request it was the connect timeout: of the socket, or of the wait for the connection pool. */
        private synchronized boolean connectTimedOut(Throwable cause) {
            return cause instanceof ConnectTimeoutException || request == null && cause instanceof TimeoutException;
        }

        synchronized void cancel() {
            if (!over && request != null) {
                request.reset();
            }
            over = true;
        }
    }
}
