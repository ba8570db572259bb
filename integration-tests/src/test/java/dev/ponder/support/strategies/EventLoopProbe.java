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

/** Asks, and says whether the answer came back to the event loop that asked: what it writes next is written there. */
@Strategy(id = EventLoopProbe.ID, title = "Homing")
class EventLoopProbe implements InferenceStrategy.Buffered {

    static final String ID = "homing";

    @Override
    public Uni<Answer> answer(Inference inference) {
        return Uni.createFrom().deferred(() -> {
            Thread home = Thread.currentThread();
            return inference.ask(Prompt.inheriting("ask", inference.request()))
                    .map(answer -> Answer.of(where(home), FinishReason.STOP));
        });
    }

    private static String where(Thread home) {
        return Context.isOnEventLoopThread() && Vertx.currentContext() != null && Thread.currentThread() == home
                ? "at home"
                : "on " + Thread.currentThread().getName() + ", home is " + home.getName();
    }
}
