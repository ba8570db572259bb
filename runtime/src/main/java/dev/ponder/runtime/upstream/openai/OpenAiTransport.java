package dev.ponder.runtime.upstream.openai;

import java.net.URI;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.netty.channel.ConnectTimeoutException;
import io.smallrye.mutiny.Multi;
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
    private final UpstreamErrors errors;

    OpenAiTransport(HttpClient client, URI base, Optional<String> apiKey, UpstreamErrors errors) {
        this.client = client;
        this.base = base;
        this.apiKey = apiKey;
        this.errors = errors;
    }

    /** Sends a request and completes with the head of its response, whose body is paused. */
    Uni<HttpClientResponse> send(HttpMethod method, String path, @Nullable Buffer body) {
        return Uni.createFrom().emitter(emitter -> {
            var exchange = new Exchange(emitter);
            emitter.onTermination(exchange::abandon);
            client.request(options(method, path, body != null)).onComplete(opened -> {
                if (opened.failed()) {
                    exchange.fail(opened.cause());
                } else {
                    exchange.send(opened.result(), body);
                }
            });
        });
    }

    /** The body as it comes, under back-pressure. */
    Multi<Buffer> body(HttpClientResponse response) {
        return new ResponseBody(response, errors);
    }

    /** The whole body. */
    Uni<Buffer> wholeBody(HttpClientResponse response) {
        return body(response).collect().in(Buffer::buffer, Buffer::appendBuffer);
    }

    private RequestOptions options(HttpMethod method, String path, boolean hasBody) {
        boolean tls = "https".equalsIgnoreCase(base.getScheme());
        var options = new RequestOptions()
                .setMethod(method)
                .setSsl(tls)
                .setHost(base.getHost())
                .setPort(base.getPort() > 0 ? base.getPort() : tls ? 443 : 80)
                .setURI(base.getRawPath().replaceAll("/+$", "") + path);
        if (hasBody) {
            options.putHeader("Content-Type", "application/json");
        }
        apiKey.ifPresent(key -> options.putHeader("Authorization", "Bearer " + key));
        return options;
    }

    /** One request on its way. Events of one connection come one after the other; the cancel may come from anywhere. */
    private final class Exchange {

        private final UniEmitter<? super HttpClientResponse> emitter;
        private @Nullable HttpClientRequest request;
        private boolean over;

        Exchange(UniEmitter<? super HttpClientResponse> emitter) {
            this.emitter = emitter;
        }

        synchronized void send(HttpClientRequest opened, @Nullable Buffer body) {
            if (over) {
                opened.reset();
                return;
            }
            request = opened;
            (body == null ? opened.send() : opened.send(body)).onComplete(answered -> {
                if (answered.failed()) {
                    fail(answered.cause());
                } else {
                    answer(answered.result().pause());
                }
            });
        }

        private void answer(HttpClientResponse response) {
            synchronized (this) {
                if (over) {
                    return;
                }
                over = true;
            }
            emitter.complete(response);
        }

        void fail(Throwable cause) {
            synchronized (this) {
                if (over) {
                    return;
                }
                over = true;
            }
            emitter.fail(cause instanceof ConnectTimeoutException
                    ? errors.timedOut("did not accept a connection in time", "connect")
                    : errors.unreachable(cause));
        }

        synchronized void abandon() {
            if (!over && request != null) {
                request.reset();
            }
            over = true;
        }
    }
}
