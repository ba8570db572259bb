package dev.ponder.runtime.rest.http;

import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import dev.ponder.runtime.time.Timer;
import dev.ponder.runtime.time.TimerGroup;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** A response whose bytes are a {@link Multi}, written by a {@link ResponseWriter}. */
public final class StreamingResponse {

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
        return Uni.createFrom().emitter(emitter -> new Subscription(emitter).start(stream));
    }

    private final class Subscription implements ResponseWriter.Source {

        private final ResponseWriter writer;
        private Flow.@Nullable Subscription upstream;
        private boolean over;

        Subscription(UniEmitter<? super Response> emitter) {
            this.writer = new ResponseWriter(request, emitter, head, policy, errorFrame, new TimerGroup(timer), this);
        }

        void start(Multi<Buffer> stream) {
            writer.begin();
            stream.subscribe().with(this::begin, writer::write, writer::fail, () -> writer.end(Buffer.buffer()));
        }

        private void begin(Flow.Subscription subscription) {
            upstream = subscription;
            if (over) {
                subscription.cancel();
            } else {
                subscription.request(1);
            }
        }

        @Override
        public void request() {
            if (upstream != null) {
                upstream.request(1);
            }
        }

        @Override
        public void cancel() {
            over = true;
            if (upstream != null) {
                upstream.cancel();
            }
        }
    }
}
