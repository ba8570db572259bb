package dev.ponder.runtime.upstream.openai;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

import io.smallrye.mutiny.helpers.Subscriptions;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/**
 * The body of a paused response: read as far as it is asked for, and its connection closed as soon as nobody asks any
 * more. For one subscriber.
 */
final class ResponseBody extends AbstractMulti<Buffer> {

    private final HttpClientResponse response;
    private final UpstreamErrorClassifier errors;

    ResponseBody(HttpClientResponse response, UpstreamErrorClassifier errors) {
        this.response = response;
        this.errors = errors;
    }

    /** A connection that broke before anybody read refuses handlers. */
    @Override
    public void subscribe(MultiSubscriber<? super Buffer> reader) {
        var reading = new Reading(reader);
        try {
            response.exceptionHandler(reading::fail);
            response.endHandler(ended -> reading.end());
            response.handler(reading::read);
        } catch (IllegalStateException broken) {
            Subscriptions.fail(reader, errors.brokenOff(broken));
            return;
        }
        reader.onSubscribe(reading);
    }

    private final class Reading implements Flow.Subscription {

        private final MultiSubscriber<? super Buffer> reader;
        private final AtomicBoolean over = new AtomicBoolean();

        Reading(MultiSubscriber<? super Buffer> reader) {
            this.reader = reader;
        }

        void read(Buffer bytes) {
            if (!over.get()) {
                reader.onItem(bytes);
            }
        }

        void fail(Throwable failure) {
            if (over.compareAndSet(false, true)) {
                reader.onFailure(errors.brokenOff(failure));
            }
        }

        void end() {
            if (over.compareAndSet(false, true)) {
                reader.onCompletion();
            }
        }

        @Override
        public void request(long buffers) {
            if (buffers <= 0) {
                cancel();
                reader.onFailure(Subscriptions.getInvalidRequestException());
            } else if (!over.get()) {
                response.fetch(buffers);
            }
        }

        /** Resetting a response that has ended would close a connection that may serve somebody else by now. */
        @Override
        public void cancel() {
            if (over.compareAndSet(false, true)) {
                response.request().reset();
            }
        }
    }
}
