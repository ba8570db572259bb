package dev.ponder.runtime.rest.http;

import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.ws.rs.core.Response;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.ponder.runtime.concurrent.EventLoopExecutor;
import dev.ponder.runtime.time.RestartableTimer;
import dev.ponder.runtime.time.Timer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/**
 * Writes a stream to a client, at the client's speed. The status line is sent with the first bytes or after the grace time,
 * so that an early failure has its true status. A later failure is written into the stream, or resets it.
 */
public final class StreamingResponse {

    private static final Logger LOG = Logger.getLogger(StreamingResponse.class);
    /** The bytes that may wait for a slow client; the heap must hold those of thousands of clients. */
    private static final int WRITE_QUEUE = 16 * 1024;

    /** The bytes after which other requests of the event loop get their turn, though the client can take more. */
    private static final int YIELD_AFTER = 32 * 1024;

    private final HttpServerRequest request;
    private final Supplier<ResponseHead> head;
    private final CommitPolicy policy;
    private final Function<Throwable, @Nullable Buffer> errorFrame;
    private final Timer timer;

    /**
     * A response to a request.
     *
     * @param head returns the head; called once, when the status line is sent
     * @param errorFrame returns what is written when the stream fails after the commit; null resets the connection
     */
    public StreamingResponse(HttpServerRequest request, Supplier<ResponseHead> head, CommitPolicy policy,
            Function<Throwable, @Nullable Buffer> errorFrame, Timer timer) {
        this.request = request;
        this.head = head;
        this.policy = policy;
        this.errorFrame = errorFrame;
        this.timer = timer;
    }

    /**
     * Writes the stream. The result completes without an item when everything is written, and fails when the stream fails
     * before the commit. Cancelling it, as the framework does when the client disconnects, cancels the stream.
     */
    public Uni<Response> write(Multi<Buffer> stream) {
        return Uni.createFrom().emitter(emitter -> new Writer(emitter).start(stream));
    }

    /** Writes one stream, on the event loop of its request. */
    private final class Writer {

        private final UniEmitter<? super Response> emitter;
        private final HttpServerResponse response = request.response();
        private final RestartableTimer grace = RestartableTimer.of(timer, this::flushHead);
        private final RestartableTimer keepAlive = RestartableTimer.of(timer, this::writeKeepAlive);
        private final RestartableTimer writeTimeout = RestartableTimer.of(timer, this::disconnect);
        private final EventLoopExecutor eventLoop = EventLoopExecutor.here();
        private int sinceYield;
        private boolean committed;
        private boolean over;
        private Flow.@Nullable Subscription source;

        Writer(UniEmitter<? super Response> emitter) {
            this.emitter = emitter;
        }

        void start(Multi<Buffer> stream) {
            emitter.onTermination(this::stop);
            if (policy.grace() != null) {
                grace.start(policy.grace());
            }
            stream.subscribe().with(this::begin, this::write, this::fail, this::complete);
        }

        private void begin(Flow.Subscription subscription) {
            source = subscription;
            if (over) {
                subscription.cancel();
            } else {
                subscription.request(1);
            }
        }

        /** Requests the next bytes as soon as the write queue has room. */
        private void write(Buffer bytes) {
            if (over) {
                return;
            }
            commit();
            sinceYield += bytes.length();
            response.write(bytes).onComplete(written -> restartWriteTimeout());
            keepAlive.start(policy.interval());
            if (response.writeQueueFull()) {
                writeTimeout.start(policy.slowReader());
                response.drainHandler(drained -> {
                    writeTimeout.stop();
                    requestNext();
                });
            } else {
                requestNext();
            }
        }

        /** A client that reads fast would otherwise keep the event loop for the whole of a long answer. */
        private void requestNext() {
            Flow.Subscription stream = source;
            if (stream == null) {
                return;
            }
            if (sinceYield < YIELD_AFTER) {
                stream.request(1);
            } else {
                sinceYield = 0;
                eventLoop.executeLater(() -> stream.request(1));
            }
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

        private void fail(Throwable failure) {
            if (over) {
                return;
            }
            over = true;
            stopTimers();
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
                end(frame);
            }
        }

        private void complete() {
            if (!over) {
                over = true;
                stopTimers();
                commit();
                end(Buffer.buffer());
            }
        }

        private void flushHead() {
            if (!over && !committed) {
                commit();
                response.write(Buffer.buffer());
                keepAlive.start(policy.interval());
            }
        }

        private void commit() {
            if (committed) {
                return;
            }
            committed = true;
            grace.stop();
            ResponseHead sent = head.get();
            response.setWriteQueueMaxSize(WRITE_QUEUE);
            response.setStatusCode(sent.status());
            sent.headers().forEach(response::putHeader);
            if (!response.headers().contains("Content-Length")) {
                response.setChunked(true);
            }
            if (request.version() == HttpVersion.HTTP_1_0) {
                response.headersEndHandler(written -> response.headers().set("Connection", "close"));
            }
        }

        /** The framework expects the response to have ended when the result completes. */
        private void end(Buffer last) {
            writeTimeout.start(policy.slowReader());
            response.end(last).onComplete(written -> {
                writeTimeout.stop();
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

        private void stopTimers() {
            grace.stop();
            keepAlive.stop();
            writeTimeout.stop();
        }

        private void stop() {
            over = true;
            stopTimers();
            if (source != null) {
                source.cancel();
            }
        }
    }
}
