package dev.ponder.testing;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.Cancellable;

/** Wraps a strategy and can cancel it while the request continues. */
@Strategy(id = "cut", title = "Cut", tools = ToolPolicy.FINAL_STAGE)
final class Cut implements InferenceStrategy.Wrapper {

    private @Nullable Cancellable next;

    @Override
    public Multi<AnswerPart> around(Inference inference, Next rest) {
        return Multi.createFrom().emitter(emitter -> next = rest.answer(inference.request()).subscribe()
                .with(emitter::emit, emitter::fail, emitter::complete));
    }

    void through() {
        if (next == null) {
            throw new IllegalStateException("cut: the strategy was not started");
        }
        next.cancel();
    }
}
