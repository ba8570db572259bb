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

/**
 * HTTP to one upstream: bytes out, bytes in, and a connection that closes as soon as nobody wants its reply any more.
 */
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
     * Sends a request and completes with the head of its reply, whose body is to be subscribed to at once: a reply that
     * nobody takes is closed.
     *
     * @param connect the limit in time for a connection
     */
    Uni<UpstreamResponse> send(HttpMethod method, String path, @Nullable Buffer body, Duration connect) {
        return Uni.createFrom().emitter(emitter -> {
            var exchange = new Exchange(emitter);
            emitter.onTermination(exchange::abandon);
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

    /** One request on its way. Events of one connection come one after the other; the cancel may come from anywhere. */
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
            // What goes wrong is told by the result of sending; without a handler a cancel would be logged as an error too
            opened.exceptionHandler(told -> {
            });
            (body == null ? opened.send() : opened.send(body)).onComplete(answered -> {
                if (answered.failed()) {
                    fail(answered.cause());
                } else {
                    answer(answered.result().pause());
                }
            });
        }

        /** A cancel may come so late that nothing tells of it here, and so early that nobody takes the reply. */
        private void answer(HttpClientResponse response) {
            synchronized (this) {
                if (over) {
                    return;
                }
                over = true;
            }
            var reply = new UpstreamResponse(response, errors);
            emitter.complete(reply);
            reply.closeUnlessTaken();
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

        /** Before there is a request, the client itself gives up in time: by its socket, or by its pool. */
        private synchronized boolean connectTimedOut(Throwable cause) {
            return cause instanceof ConnectTimeoutException || request == null && cause instanceof TimeoutException;
        }

        synchronized void abandon() {
            if (!over && request != null) {
                request.reset();
            }
            over = true;
        }
    }
}
