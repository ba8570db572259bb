package dev.ponder.runtime.rest.inference;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Progress;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.error.BudgetExceeded;
import dev.ponder.runtime.engine.InferenceRequest;
import dev.ponder.runtime.engine.RequestLimits;
import dev.ponder.runtime.strategy.StrategySelector.Named;
import dev.ponder.runtime.strategy.StrategySelector.Selection;
import dev.ponder.runtime.upstream.Endpoint;
import io.vertx.core.buffer.Buffer;

/**
 * A client's request, read and checked.
 *
 * @param endpoint where it came in
 * @param received the bytes that came
 * @param upstreamBody the body without what is ours
 * @param ownFields whether there was anything, so that the body differs from the bytes that came
 * @param model the model as the client named it
 * @param strategy the strategy that header, body or a message names; null when none does
 * @param own what the body says to us
 * @param delivery how it wants to be answered
 * @param prompts what is asked of a model that is not handed the body; refuses what cannot be asked so
 */
public record ClientRequest(Endpoint endpoint, Buffer received, ObjectNode upstreamBody, boolean ownFields,
        String model,
        @Nullable Named strategy, PonderOptionsReader.Read own, ResponseOptions delivery,
        Supplier<List<ChatRequest>> prompts) {

    public RequestLimits limits() {
        return own.limits();
    }

    /** What its client is told when its time is up. */
    public BudgetExceeded late() {
        return BudgetExceeded.late("deadline: not answered within " + limits().deadline().toMillis()
                + " ms (see ponder.limits.deadline)");
    }

    /** The same request, out of whose messages a tag was taken that names a strategy if nothing else does. */
    public ClientRequest tagged(Named tag) {
        return new ClientRequest(endpoint, received, upstreamBody, true, model, strategy == null ? tag : strategy, own,
                delivery, prompts);
    }

    /** What the engine is asked: these prompts, of the model that was selected. */
    public InferenceRequest inference(List<ChatRequest> asked, Selection selection, Consumer<Progress> watcher) {
        return new InferenceRequest(asked.stream().map(prompt -> prompt.withModel(selection.model())).toList(),
                selection.expression(), own.parameters(), own.limits(), delivery.choices(), delivery.stream(),
                own.emulation(), watcher);
    }

    /** What goes upstream: the bytes that came, where nothing in them is to be changed. */
    public Buffer bodyFor(String upstreamModel) {
        return !ownFields && model.equals(upstreamModel)
                ? received
                : Buffer.buffer(upstreamBody.put("model", upstreamModel).toString());
    }
}
