package dev.ponder.runtime.rest.http;

import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.ws.rs.core.Response;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.ponder.runtime.concurrent.EventLoopExecutor;
import dev.ponder.runtime.time.RestartableTimer;
import dev.ponder.runtime.time.TimerGroup;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/**
 * Writes the bytes of a source to a client, at the client's speed. The status line is sent with the first bytes or after the
 * grace time, so that an early failure has its true status. A later failure is written into the stream, or resets it. One
 * instance per response, used on the event loop of its request.
 */
public final class ResponseWriter {

    private static final Logger LOG = Logger.getLogger(ResponseWriter.class);
    /** The bytes that may wait for a slow client; the heap must hold those of thousands of clients. */
    private static final int WRITE_QUEUE = 16 * 1024;
    /** The bytes after which other requests of the event loop get their turn, though the client can take more. */
    private static final int YIELD_AFTER = 32 * 1024;

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final UniEmitter<? super Response> emitter;
    private final Supplier<ResponseHead> head;
    private final CommitPolicy policy;
    private final Function<Throwable, @Nullable Buffer> errorFrame;
    private final TimerGroup timers;
    private final RestartableTimer grace;
    private final RestartableTimer keepAlive;
    private final RestartableTimer writeTimeout;
    private final Source source;
    private @Nullable EventLoopExecutor eventLoop;
    private int sinceYield;
    private boolean committed;
    private boolean over;

    /** Where the bytes come from. */
    public interface Source {

        /** Requests the next bytes. Called again after each {@link ResponseWriter#write}, when the client can take more. */
        void request();

        /** The response is over: it is complete, or it failed, or the client disconnected. */
        void cancel();
    }

    /**
     * A response to a request.
     *
     * @param emitter completes without an item when everything is written, and fails when the source fails before the
     *        commit; its cancellation, as by the framework when the client disconnects, ends the response
     * @param head returns the head; called once, when the status line is sent
     * @param errorFrame returns what is written when the source fails after the commit; null resets the connection
     * @param timers the timers of the request, which stop when the response is over
     */
    public ResponseWriter(HttpServerRequest request, UniEmitter<? super Response> emitter, Supplier<ResponseHead> head,
            CommitPolicy policy, Function<Throwable, @Nullable Buffer> errorFrame, TimerGroup timers, Source source) {
        this.request = request;
        this.response = request.response();
        this.emitter = emitter;
        this.head = head;
        this.policy = policy;
        this.errorFrame = errorFrame;
        this.timers = timers;
        this.grace = timers.add(this::flushHead);
        this.keepAlive = timers.add(this::writeKeepAlive);
        this.writeTimeout = timers.add(this::disconnect);
        this.source = source;
    }

    /** Begins the response, and requests the first bytes. */
    public void begin() {
        emitter.onTermination(this::stop);
        if (policy.grace() != null) {
            grace.start(policy.grace());
        }
        source.request();
    }

    /** Writes bytes, and requests the next ones as soon as the write queue has room. */
    public void write(Buffer bytes) {
        if (over) {
            return;
        }
        commit(false);
        sinceYield += bytes.length();
        Future<Void> written = response.write(bytes);
        keepAlive.start(policy.interval());
        if (response.writeQueueFull()) {
            writeTimeout.start(policy.slowReader());
            written.onComplete(done -> restartWriteTimeout());
            response.drainHandler(drained -> {
                writeTimeout.pause();
                requestNext();
            });
        } else {
            requestNext();
        }
    }

    /** A client that reads fast would otherwise keep the event loop for the whole of a long answer. */
    private void requestNext() {
        if (sinceYield < YIELD_AFTER) {
            source.request();
            return;
        }
        sinceYield = 0;
        if (eventLoop == null) {
            eventLoop = EventLoopExecutor.here();
        }
        eventLoop.executeLater(source::request);
    }

    /** A client that reads slowly is served; one that reads nothing at all is disconnected. */
    private void restartWriteTimeout() {
        if (writeTimeout.isRunning()) {
            writeTimeout.start(policy.slowReader());
        }
    }

    private void disconnect() {
        LOG.infof("write timeout: a client read nothing for %d ms and was disconnected"
                + " (see ponder.streaming.slow-reader-timeout)", policy.slowReader().toMillis());
        stop();
        reset();
    }

    /** The source failed. */
    public void fail(Throwable failure) {
        if (over) {
            return;
        }
        over = true;
        timers.stop();
        if (!committed) {
            emitter.fail(failure);
            return;
        }
        Buffer frame = errorFrame.apply(failure);
        if (frame == null) {
            reset();
        } else if (policy.abort()) {
            response.write(frame).onComplete(written -> reset());
        } else {
            finish(frame);
        }
    }

    /** The source is complete with these bytes, which may be none. */
    public void end(Buffer last) {
        if (!over) {
            over = true;
            commit(last.length() > 0);
            finish(last);
        }
    }

    private void flushHead() {
        if (!over && !committed) {
            commit(false);
            response.write(Buffer.buffer());
            keepAlive.start(policy.interval());
        }
    }

    private void commit(boolean complete) {
        if (committed) {
            return;
        }
        committed = true;
        grace.pause();
        ResponseHead sent = head.get();
        response.setWriteQueueMaxSize(WRITE_QUEUE);
        response.setStatusCode(sent.status());
        sent.headers().forEach(response::putHeader);
        if (!complete && !response.headers().contains("Content-Length")) {
            response.setChunked(true);
        }
        if (request.version() == HttpVersion.HTTP_1_0) {
            response.headersEndHandler(written -> response.headers().set("Connection", "close"));
        }
    }

    /** The framework expects the response to have ended when the result completes. */
    private void finish(Buffer last) {
        Future<Void> written = response.end(last);
        if (!written.isComplete()) {
            timers.stop();
            writeTimeout.start(policy.slowReader());
        }
        written.onComplete(done -> {
            timers.stop();
            emitter.complete(null);
            if (request.version() == HttpVersion.HTTP_1_0) {
                request.connection().close();
            }
        });
    }

    private void reset() {
        if (request.version() == HttpVersion.HTTP_2) {
            response.reset();
        } else {
            request.connection().close();
        }
    }

    private void writeKeepAlive() {
        if (over) {
            return;
        }
        Buffer frame = response.writeQueueFull() ? null : policy.keepAlive().get();
        if (frame != null) {
            response.write(frame);
        }
        keepAlive.start(policy.interval());
    }

    private void stop() {
        over = true;
        timers.stop();
        source.cancel();
    }
}
