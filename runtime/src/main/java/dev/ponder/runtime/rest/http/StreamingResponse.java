package dev.ponder.runtime.rest.http;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.ws.rs.core.Response;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.ponder.runtime.time.Timer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/**
 * Writes a stream to a client, as far as the client takes it. The status line waits for the first bytes or for the
 * grace time, so that an early failure has its true status; a later one is told in the stream, or breaks it off.
 */
public final class StreamingResponse {

    private static final Logger LOG = Logger.getLogger(StreamingResponse.class);
    /** What a slow client may leave waiting here: thousands of them must not fill the heap. */
    private static final int WRITE_QUEUE = 16 * 1024;

    private final HttpServerRequest request;
    private final Supplier<ResponseHead> head;
    private final CommitPolicy commit;
    private final Function<Throwable, @Nullable Buffer> lastWords;
    private final Timer delays;
    private boolean committed;

    /**
     * A reply to a request.
     *
     * @param head asked when the status line is sent
     * @param lastWords what is written when the stream fails after the commit; null breaks the connection
     */
    public StreamingResponse(HttpServerRequest request, Supplier<ResponseHead> head, CommitPolicy commit,
            Function<Throwable, @Nullable Buffer> lastWords, Timer delays) {
        this.request = request;
        this.head = head;
        this.commit = commit;
        this.lastWords = lastWords;
        this.delays = delays;
    }

    /** Whether the status line has been sent. */
    public boolean committed() {
        return committed;
    }

    /**
     * Writes the stream. The result completes, without a response, when everything is written, and fails when the
     * stream fails before the commit. Cancelling it, as the framework does when the client leaves, cancels the stream.
     */
    public Uni<Response> write(Multi<Buffer> stream) {
        return Uni.createFrom().emitter(emitter -> new Writer(emitter).start(stream));
    }

    private final class Writer {

        private final UniEmitter<? super Response> emitter;
        private final HttpServerResponse response = request.response();
        private boolean over;
        private @Nullable Cancellable source;
        private @Nullable Cancellable timer;
        private final WriteTimeout patience = new WriteTimeout(commit.slowReader(), delays, this::giveUp);

        Writer(UniEmitter<? super Response> emitter) {
            this.emitter = emitter;
        }

        void start(Multi<Buffer> stream) {
            emitter.onTermination(this::stop);
            if (commit.grace() != null) {
                after(commit.grace(), this::flushHead);
            }
            var reader = new BackPressuredReader(this::write, this::fail, this::complete);
            source = reader::cancel;
            stream.subscribe().withSubscriber(reader);
        }

        /** The next bytes are asked for when these have left, or wait their turn in a socket that has room. */
        private void write(Buffer bytes, Runnable next) {
            if (over) {
                return;
            }
            commitHead();
            response.write(bytes).onComplete(taken -> patience.renew());
            breakSilenceLater();
            if (response.writeQueueFull()) {
                patience.begin();
                response.drainHandler(drained -> {
                    patience.end();
                    next.run();
                });
            } else {
                next.run();
            }
        }

        private void giveUp() {
            LOG.infof("a client took nothing for %d ms and was given up (see ponder.streaming.slow-reader-timeout)",
                    commit.slowReader().toMillis());
            stop();
            breakOff();
        }

        private void fail(Throwable failure) {
            if (over) {
                return;
            }
            over = true;
            cancelTimers();
            if (!committed) {
                emitter.fail(failure);
                return;
            }
            Buffer words = lastWords.apply(failure);
            if (words == null) {
                breakOff();
            } else if (commit.abort()) {
                response.write(words).onComplete(written -> breakOff());
            } else {
                end(words);
            }
        }

        private void complete() {
            if (!over) {
                over = true;
                cancelTimers();
                commitHead();
                end(Buffer.buffer());
            }
        }

        private void flushHead() {
            if (!over && !committed) {
                commitHead();
                response.write(Buffer.buffer());
                breakSilenceLater();
            }
        }

        private void commitHead() {
            if (committed) {
                return;
            }
            committed = true;
            response.setWriteQueueMaxSize(WRITE_QUEUE);
            response.setStatusCode(head.get().status());
            head.get().headers().forEach(response::putHeader);
            if (!response.headers().contains("Content-Length")) {
                response.setChunked(true);
            }
            if (request.version() == HttpVersion.HTTP_1_0) {
                response.headersEndHandler(written -> response.headers().set("Connection", "close"));
            }
        }

        /**
         * The framework asks whether the response has ended as soon as the result completes, so that comes after the
         * last byte.
         */
        private void end(Buffer last) {
            patience.begin();
            response.end(last).onComplete(written -> {
                patience.end();
                emitter.complete(null);
                if (request.version() == HttpVersion.HTTP_1_0) {
                    request.connection().close();
                }
            });
        }

        private void breakOff() {
            if (request.version() == HttpVersion.HTTP_2) {
                response.reset();
            } else {
                request.connection().close();
            }
        }

        private void breakSilenceLater() {
            if (!commit.interval().isZero()) {
                after(commit.interval(), () -> {
                    breakSilence();
                    breakSilenceLater();
                });
            }
        }

        private void breakSilence() {
            Buffer keepAlive = over || response.writeQueueFull() ? null : commit.keepAlive().get();
            if (keepAlive != null) {
                response.write(keepAlive);
            }
        }

        private void after(Duration delay, Runnable action) {
            cancelTimer();
            if (!over) {
                timer = delays.after(delay).subscribe().with(passed -> action.run());
            }
        }

        private void cancelTimer() {
            if (timer != null) {
                timer.cancel();
                timer = null;
            }
        }

        private void cancelTimers() {
            cancelTimer();
            patience.end();
        }

        private void stop() {
            over = true;
            cancelTimers();
            if (source != null) {
                source.cancel();
            }
        }
    }
}
