package dev.ponder.support.strategies;

import dev.ponder.api.Answer;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Prompt;
import dev.ponder.api.Strategy;
import dev.ponder.api.chat.FinishReason;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** Makes one call and answers whether the result arrived on the event loop that made the call. */
@Strategy(id = EventLoopProbe.ID, title = "Event loop probe")
class EventLoopProbe implements InferenceStrategy.Buffered {

    static final String ID = "event_loop_probe";

    @Override
    public Uni<Answer> answer(Inference inference) {
        return Uni.createFrom().deferred(() -> {
            Thread caller = Thread.currentThread();
            return inference.ask(Prompt.inheriting("ask", inference.request()))
                    .map(answer -> Answer.of(where(caller), FinishReason.STOP));
        });
    }

    private static String where(Thread caller) {
        return Context.isOnEventLoopThread() && Vertx.currentContext() != null && Thread.currentThread() == caller
                ? "same event loop"
                : "on " + Thread.currentThread().getName() + ", expected " + caller.getName();
    }
}
