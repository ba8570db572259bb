package dev.ponder.runtime.upstream.local;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.Usage;
import dev.ponder.api.error.InferenceException;
import dev.ponder.api.error.ModelException;
import dev.ponder.api.serving.GenerativeModel;
import dev.ponder.runtime.concurrent.EventLoopExecutor;
import dev.ponder.runtime.serving.ModelRegistry;
import dev.ponder.runtime.upstream.Completion;
import dev.ponder.runtime.upstream.StreamEvent;
import dev.ponder.runtime.upstream.Upstream;
import dev.ponder.runtime.upstream.UpstreamCall;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** A served model as an upstream. It relays nothing; the engine makes the plain call. */
final class LocalUpstream implements Upstream {

    private static final Logger LOG = Logger.getLogger(LocalUpstream.class);
    private static final Predicate<Throwable> UNEXPECTED = failure -> !(failure instanceof InferenceException);

    /** Models report no usage, so it is estimated. */
    private static final Usage UNCOUNTED = new Usage(0, 0, 0, 0, 0, true);

    private final String name;
    private final GenerativeModel model;
    private final ModelRegistry models;
    private final ObjectNode description;

    LocalUpstream(String name, GenerativeModel model, ModelRegistry models, long created) {
        this.name = name;
        this.model = model;
        this.models = models;
        this.description = JsonNodeFactory.instance.objectNode().put("id", name).put("object", "model")
                .put("created", created).put("owned_by", "ponder");
    }

    @Override
    public String provider() {
        return "ponder.local";
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Uni<Completion> complete(UpstreamCall call) {
        return Uni.createFrom().deferred(() -> {
            Runnable over = begin();
            return Uni.createFrom().deferred(() -> model.answer(request(call)))
                    .onTermination().invoke(over)
                    .onFailure(UNEXPECTED).transform(this::broken)
                    .emitOn(EventLoopExecutor.here());
        }).map(answer -> new Completion(List.of(answer), UNCOUNTED));
    }

    @Override
    public Multi<StreamEvent> stream(UpstreamCall call) {
        return Multi.createFrom().deferred(() -> {
            Runnable over = begin();
            var ended = new AtomicBoolean();
            Multi<AnswerPart> parts = Multi.createFrom().deferred(() -> model.stream(request(call)))
                    .onTermination().invoke(over)
                    .onFailure(UNEXPECTED).transform(this::broken)
                    .emitOn(EventLoopExecutor.here(), 1)
                    .onItem().invoke(part -> ended.compareAndSet(false, part instanceof AnswerPart.Finish));
            Multi<AnswerPart> end = Multi.createFrom().deferred(
                    () -> ended.get() ? Multi.createFrom().empty() : Multi.createFrom().failure(unfinished()));
            return Multi.createBy().concatenating().streams(parts, end)
                    .onItem().transformToIterable(LocalUpstream::events);
        });
    }

    /** The usage precedes the finish reason, after which it is not read. */
    private static List<StreamEvent> events(AnswerPart part) {
        var event = new StreamEvent.Part(part);
        return part instanceof AnswerPart.Finish ? List.of(new StreamEvent.Used(UNCOUNTED), event) : List.of(event);
    }

    @Override
    public Uni<List<ObjectNode>> models() {
        return Uni.createFrom().item(List.of(description));
    }

    /** Fails when the model is not ready, or was unloaded since the upstream was chosen. */
    private Runnable begin() {
        return models.get(name).whenReady().use();
    }

    private ModelException broken(Throwable failure) {
        LOG.errorf(failure, "model '%s' failed", name);
        return ModelException.failed("Model " + name + " failed (see the server's log).", failure);
    }

    private ModelException unfinished() {
        return ModelException.failed("Model " + name + " broke off (expected a part that ends the answer).", null);
    }

    private static ChatRequest request(UpstreamCall call) {
        return new ChatRequest(call.model(), call.conversation(), call.parameters());
    }
}
