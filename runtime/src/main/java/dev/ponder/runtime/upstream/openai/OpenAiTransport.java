package dev.ponder.runtime.upstream.openai;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import io.netty.channel.ConnectTimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

/**
 * HTTP to one upstream. Cancellation closes the connection. Follows redirections that stay at the upstream, and repeats a
 * request whose pooled connection was closed before the upstream could read the request.
 */
final class OpenAiTransport {

    private static final int MAX_REDIRECTIONS = 5;
    /** A server that closes an idle connection crosses with a request. One that closes it later has read the request. */
    private static final Duration CROSSING = Duration.ofSeconds(1);

    private final HttpClient pooled;
    private final HttpClient unpooled;
    private final UpstreamAddress base;
    private final UpstreamCredentials credentials;
    private final UpstreamErrorClassifier errors;
    private final Clock clock;
    private final long maxDecoded;
    private final Set<HttpConnection> used = Collections
            .newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));

    /**
     * The way to an upstream.
     *
     * @param unpooled opens a connection for each request
     * @param maxDecoded the maximum size that a compressed response decodes to
     */
    OpenAiTransport(HttpClient pooled, HttpClient unpooled, UpstreamAddress base, UpstreamCredentials credentials,
            UpstreamErrorClassifier errors, Clock clock, long maxDecoded) {
        this.pooled = pooled;
        this.unpooled = unpooled;
        this.base = base;
        this.credentials = credentials;
        this.errors = errors;
        this.clock = clock;
        this.maxDecoded = maxDecoded;
    }

    /**
     * A request.
     *
     * @param path the path below the base URL
     * @param body null for none
     * @param connect the connect timeout; zero for that of the upstream
     * @param streaming whether a stream is asked for, which is not compressed, because compression may delay events
     * @param headers of the client, by lower-case names
     */
    record Request(HttpMethod method, String path, @Nullable Buffer body, Duration connect, boolean streaming,
            Map<String, String> headers) {}

    /**
     * Sends a request and completes with the head of the response. Its body must be subscribed to at once, else the
     * response is closed.
     */
    Uni<UpstreamResponse> send(Request request) {
        return send(request, base.at(request.path()), 0);
    }

    private Uni<UpstreamResponse> send(Request request, UpstreamAddress target, int redirections) {
        return send(pooled, request, target)
                .onFailure(StaleConnection.class).recoverWithUni(() -> send(unpooled, request, target))
                .chain(response -> {
                    String location = response.location();
                    if (location == null) {
                        return Uni.createFrom().item(response);
                    }
                    return response.discard().chain(() -> send(request,
                            redirected(response.status(), target, location, redirections), redirections + 1));
                });
    }

    private UpstreamAddress redirected(int status, UpstreamAddress from, String location, int redirections) {
        UpstreamAddress target;
        try {
            target = from.redirected(location);
        } catch (IllegalArgumentException malformed) {
            throw errors.notFollowed(status, location.replaceAll("[?#].*", ""), "is not a valid URL");
        }
        if (redirections >= MAX_REDIRECTIONS) {
            throw errors.notFollowed(status, target.toString(),
                    "is not followed after " + MAX_REDIRECTIONS + " redirections");
        }
        if (!from.trusts(target)) {
            throw errors.notFollowed(status, target.toString(),
                    "is not followed, because it is another server than '" + from + "'");
        }
        return target;
    }

    private Uni<UpstreamResponse> send(HttpClient client, Request request, UpstreamAddress target) {
        return Uni.createFrom().emitter(emitter -> {
            var exchange = new Exchange(emitter);
            emitter.onTermination(exchange::cancel);
            client.request(options(request, target)).onComplete(opened -> {
                if (opened.failed()) {
                    exchange.fail(opened.cause());
                } else {
                    exchange.send(opened.result(), request.body());
                }
            });
        });
    }

    private RequestOptions options(Request request, UpstreamAddress target) {
        var options = new RequestOptions()
                .setMethod(request.method())
                .setSsl(target.tls())
                .setHost(target.host())
                .setPort(target.port())
                .setURI(target.requestTarget());
        if (!request.connect().isZero()) {
            options.setConnectTimeout(request.connect().toMillis());
        }
        options.putHeader("accept-encoding", request.streaming() ? "identity" : "gzip, deflate");
        if (request.body() != null) {
            options.putHeader("content-type", "application/json");
        }
        credentials.authorization().ifPresent(value -> options.putHeader("authorization", value));
        request.headers().forEach(options::putHeader);
        credentials.headers().forEach(options::putHeader);
        return options;
    }

    /** The server closed a pooled connection while it was idle. */
    private static final class StaleConnection extends RuntimeException {

        private static final long serialVersionUID = 1;

        StaleConnection() {
            super("stale connection", null, false, false);
        }
    }

    /** One request in flight. Events of a connection are serial; cancellation may come from any thread. */
    private final class Exchange {

        private final UniEmitter<? super UpstreamResponse> emitter;
        private @Nullable HttpClientRequest request;
        private boolean reused;
        private Instant sent = Instant.MIN;
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
            reused = !used.add(opened.connection());
            sent = clock.instant();
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
            var head = new UpstreamResponse(response, errors, maxDecoded);
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
                    ? errors.notConnected()
                    : stale(cause) ? new StaleConnection() : errors.unreachable(cause));
        }

        private synchronized boolean stale(Throwable cause) {
            return reused && ConnectionFailure.isDisconnect(cause)
                    && clock.instant().isBefore(sent.plus(CROSSING));
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
