package dev.ponder.runtime.upstream.openai;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

import io.smallrye.mutiny.helpers.Subscriptions;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/**
 * The body of a paused response. It reads what is requested, and cancellation closes the connection. For one subscriber.
 */
final class ResponseBody extends AbstractMulti<Buffer> {

    private final HttpClientResponse response;
    private final UpstreamErrorClassifier errors;
    private final Runnable onSubscription;

    ResponseBody(HttpClientResponse response, UpstreamErrorClassifier errors, Runnable onSubscription) {
        this.response = response;
        this.errors = errors;
        this.onSubscription = onSubscription;
    }

    /** A response whose connection was closed before the subscription rejects handlers. */
    @Override
    public void subscribe(MultiSubscriber<? super Buffer> downstream) {
        var subscription = new BodySubscription(downstream);
        onSubscription.run();
        try {
            response.exceptionHandler(subscription::fail);
            response.endHandler(ended -> subscription.end());
            response.handler(subscription::read);
        } catch (IllegalStateException broken) {
            Subscriptions.fail(downstream, errors.brokenOff());
            return;
        }
        downstream.onSubscribe(subscription);
    }

    private final class BodySubscription implements Flow.Subscription {

        private final MultiSubscriber<? super Buffer> downstream;
        private final AtomicBoolean ended = new AtomicBoolean();

        BodySubscription(MultiSubscriber<? super Buffer> downstream) {
            this.downstream = downstream;
        }

        void read(Buffer bytes) {
            if (!ended.get()) {
                downstream.onItem(bytes);
            }
        }

        void fail(Throwable failure) {
            if (ended.compareAndSet(false, true)) {
                downstream.onFailure(errors.brokenOff());
            }
        }

        void end() {
            if (ended.compareAndSet(false, true)) {
                downstream.onCompletion();
            }
        }

        @Override
        public void request(long buffers) {
            if (buffers <= 0) {
                cancel();
                downstream.onFailure(Subscriptions.getInvalidRequestException());
            } else if (!ended.get()) {
                response.fetch(buffers);
            }
        }

        /** A response that has ended is not reset: its connection may serve another request already. */
        @Override
        public void cancel() {
            if (ended.compareAndSet(false, true)) {
                response.request().reset();
            }
        }
    }
}
