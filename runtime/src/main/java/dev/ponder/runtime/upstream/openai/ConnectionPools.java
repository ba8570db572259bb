package dev.ponder.runtime.upstream.openai;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpConnection;

/**
 * The connections to one upstream: a pool for each event loop, so that a call never changes between event loops, and
 * connections that are used once. Thread-safe.
 */
final class ConnectionPools {

    private final InstantSource clock;
    private final Function<Handler<HttpConnection>, HttpClient> pool;
    private final Map<Thread, HttpClient> byEventLoop = new ConcurrentHashMap<>();
    private final HttpClient shared;
    private final HttpClient unpooled;
    private final Map<HttpConnection, Instant> openedAt = Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * Pools.
     *
     * @param pool creates a pool with a handler of its new connections
     * @param unpooled opens a connection for each request
     */
    ConnectionPools(Function<Handler<HttpConnection>, HttpClient> pool, HttpClient unpooled, InstantSource clock) {
        this.clock = clock;
        this.pool = pool;
        this.shared = pool.apply(this::opened);
        this.unpooled = unpooled;
    }

    /** The pool of the caller's event loop. */
    HttpClient pooled() {
        return Context.isOnEventLoopThread()
                ? byEventLoop.computeIfAbsent(Thread.currentThread(), first -> pool.apply(this::opened))
                : shared;
    }

    /** Opens a connection for each request. */
    HttpClient unpooled() {
        return unpooled;
    }

    /** Whether a pooled connection was opened before a call began, so that another call has used it. */
    boolean isReused(HttpConnection connection, Instant begun) {
        Instant opened = openedAt.get(connection);
        return opened != null && opened.isBefore(begun);
    }

    private void opened(HttpConnection connection) {
        openedAt.put(connection, clock.instant());
    }
}
