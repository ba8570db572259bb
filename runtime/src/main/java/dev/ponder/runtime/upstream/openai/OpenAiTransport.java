package dev.ponder.runtime.upstream.openai;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.error.UpstreamException;
import dev.ponder.runtime.upstream.Endpoint;
import io.netty.channel.ConnectTimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
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
    /** Clients choose model names, which the paths of some upstreams contain. */
    private static final int MAX_TARGETS = 1_000;

    private final ConnectionPools connections;
    private final UpstreamAddress base;
    /** By the path of the endpoint. */
    private final Map<String, UpstreamAddress> targets = new ConcurrentHashMap<>();
    private final Supplier<UpstreamCredentials> credentials;
    private final UpstreamErrorClassifier errors;
    private final Clock clock;
    private final long maxDecoded;

    /**
     * The way to an upstream.
     *
     * @param credentials those of the next call
     * @param maxDecoded the maximum size that a compressed response decodes to
     */
    OpenAiTransport(ConnectionPools connections, UpstreamAddress base, Supplier<UpstreamCredentials> credentials,
            UpstreamErrorClassifier errors, Clock clock, long maxDecoded) {
        this.connections = connections;
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

    /** Receives the head of a response, or a failure. */
    interface Receiver {

        /** The head. The body must be subscribed to before this returns, else the response is closed. */
        void head(UpstreamResponse response);

        /** There is no response. */
        void failed(Throwable failure);
    }

    /** Sends a request. Cancellation closes it until there is a head. */
    Cancellable send(Request request, Receiver receiver) {
        var exchange = new Exchange(request, receiver);
        exchange.open(connections.pooled());
        return exchange;
    }

    /**
     * Sends a request and completes with the head of the response. Its body must be subscribed to at once, else the
     * response is closed.
     */
    Uni<UpstreamResponse> send(Request request) {
        return Uni.createFrom().emitter(emitter -> emitter.onTermination(send(request, new Receiver() {

            @Override
            public void head(UpstreamResponse response) {
                emitter.complete(response);
            }

            @Override
            public void failed(Throwable failure) {
                emitter.fail(failure);
            }
        })::cancel));
    }

    /** The path of an endpoint, for calls of a model. */
    String path(Endpoint endpoint, String model) {
        return base.path(endpoint.path(), model);
    }

    private UpstreamAddress target(String path) {
        UpstreamAddress known = targets.get(path);
        if (known != null || targets.size() >= MAX_TARGETS) {
            return known == null ? base.at(path) : known;
        }
        return targets.computeIfAbsent(path, base::at);
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
        UpstreamCredentials current = credentials.get();
        current.authorization().ifPresent(value -> options.putHeader(UpstreamCredentials.AUTHORIZATION, value));
        if (!current.otherKey().isEmpty()) {
            current.otherKey().forEach(options::putHeader);
        }
        request.headers().forEach(options::putHeader);
        current.headers().forEach(options::putHeader);
        return options;
    }

    /** One request in flight. Events of a connection are serial; cancellation may come from any thread. */
    private final class Exchange implements Cancellable {

        private final Request request;
        private final Receiver receiver;
        private UpstreamAddress target;
        private int redirections;
        private @Nullable HttpClientRequest opened;
        private boolean repeated;
        private Instant begun = Instant.MIN;
        private Instant sent = Instant.MIN;
        private boolean over;

        Exchange(Request request, Receiver receiver) {
            this.request = request;
            this.receiver = receiver;
            this.target = target(request.path());
        }

        void open(HttpClient client) {
            begun = clock.instant();
            client.request(options(request, target)).onComplete(result -> {
                if (result.failed()) {
                    fail(result.cause());
                } else {
                    send(result.result(), request.body());
                }
            });
        }

        private synchronized void send(HttpClientRequest ready, @Nullable Buffer body) {
            if (over) {
                ready.reset();
                return;
            }
            opened = ready;
            sent = clock.instant();
            // Failures are reported by the result of send(). Without a handler Vert.x logs cancellations as errors
            ready.exceptionHandler(ignored -> {
            });
            (body == null ? ready.send() : ready.send(body)).onComplete(answered -> {
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
            }
            var head = new UpstreamResponse(response, errors, maxDecoded);
            String location = head.location();
            if (location != null) {
                head.discard().subscribe().with(discarded -> redirect(head.status(), location));
                return;
            }
            synchronized (this) {
                over = true;
            }
            receiver.head(head);
            head.closeUnlessSubscribed();
        }

        private void redirect(int status, String location) {
            try {
                target = redirected(status, target, location, redirections++);
            } catch (UpstreamException notFollowed) {
                fail(notFollowed);
                return;
            }
            synchronized (this) {
                opened = null;
                repeated = false;
            }
            open(connections.pooled());
        }

        private void fail(Throwable cause) {
            synchronized (this) {
                if (over) {
                    return;
                }
                if (!repeated && stale(cause)) {
                    repeated = true;
                    opened = null;
                    open(connections.unpooled());
                    return;
                }
                over = true;
            }
            receiver.failed(failure(cause));
        }

        private UpstreamException failure(Throwable cause) {
            if (cause instanceof UpstreamException known) {
                return known;
            }
            return connectTimedOut(cause) ? errors.notConnected() : errors.unreachable(cause);
        }

        /** The server closed a pooled connection while it was idle. */
        private boolean stale(Throwable cause) {
            return opened != null && ConnectionFailure.isDisconnect(cause)
                    && connections.isReused(opened.connection(), begun)
                    && clock.instant().isBefore(sent.plus(CROSSING));
        }

        /** Without a request it was the connect timeout: of the socket, or of the wait for the connection pool. */
        private synchronized boolean connectTimedOut(Throwable cause) {
            return cause instanceof ConnectTimeoutException || opened == null && cause instanceof TimeoutException;
        }

        @Override
        public synchronized void cancel() {
            if (!over && opened != null) {
                opened.reset();
            }
            over = true;
        }
    }
}
