package dev.ponder.runtime.rest.http;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import dev.ponder.runtime.time.Delays;
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
public final class StreamedReply {

    private final HttpServerRequest request;
    private final int status;
    private final Map<String, String> headers;
    private final Commit commit;
    private final Function<Throwable, @Nullable Buffer> lastWords;
    private final Delays delays;

    /**
     * When the status line is sent, and how silence is broken afterwards.
     *
     * @param grace how long it waits for the first bytes; zero for not at all
     * @param keepAlive what is sent then while there is nothing else, asked each time; null for nothing
     * @param interval the silence before it is sent
     */
    public record Commit(Duration grace, @Nullable Supplier<Buffer> keepAlive, Duration interval) {}

    /**
     * A reply to a request.
     *
     * @param lastWords what is written when the stream fails after the commit; null breaks the connection
     */
    public StreamedReply(HttpServerRequest request, int status, Map<String, String> headers, Commit commit,
            Function<Throwable, @Nullable Buffer> lastWords, Delays delays) {
        this.request = request;
        this.status = status;
        this.headers = headers;
        this.commit = commit;
        this.lastWords = lastWords;
        this.delays = delays;
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
        private boolean committed;
        private boolean over;
        private @Nullable Cancellable source;
        private @Nullable Cancellable timer;

        Writer(UniEmitter<? super Response> emitter) {
            this.emitter = emitter;
        }

        void start(Multi<Buffer> stream) {
            emitter.onTermination(this::stop);
            after(commit.grace(), this::flushHead);
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
            response.write(bytes);
            breakSilenceLater();
            if (response.writeQueueFull()) {
                response.drainHandler(drained -> next.run());
            } else {
                next.run();
            }
        }

        private void fail(Throwable failure) {
            if (over) {
                return;
            }
            over = true;
            cancelTimer();
            if (!committed) {
                emitter.fail(failure);
                return;
            }
            Buffer words = lastWords.apply(failure);
            if (words == null) {
                breakOff();
            } else {
                end(words);
            }
        }

        private void complete() {
            if (!over) {
                over = true;
                cancelTimer();
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
            response.setStatusCode(status);
            headers.forEach(response::putHeader);
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
            response.end(last).onComplete(written -> {
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
            Supplier<Buffer> keepAlive = commit.keepAlive();
            if (keepAlive != null) {
                after(commit.interval(), () -> {
                    if (!over && !response.writeQueueFull()) {
                        response.write(keepAlive.get());
                    }
                    breakSilenceLater();
                });
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

        private void stop() {
            over = true;
            cancelTimer();
            if (source != null) {
                source.cancel();
            }
        }
    }
}
