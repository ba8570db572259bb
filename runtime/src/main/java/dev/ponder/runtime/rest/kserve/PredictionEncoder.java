package dev.ponder.runtime.rest.kserve;

import java.util.Map;

import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.error.InferenceException;
import dev.ponder.runtime.config.StreamingConfig.KeepAliveForm;
import dev.ponder.runtime.engine.ChoiceAccumulator;
import dev.ponder.runtime.engine.ChoicePart;
import dev.ponder.runtime.engine.InferenceRun;
import dev.ponder.runtime.rest.inference.AnswerEncoder;
import dev.ponder.runtime.rest.kserve.chat.PredictionWriter;
import dev.ponder.runtime.rest.kserve.cloudevents.V1Request;
import dev.ponder.runtime.serving.ModelRequest;
import io.vertx.core.buffer.Buffer;

/** Writes the answers of a chat model as V1 predictions: events, lines, or a whole body. */
final class PredictionEncoder implements AnswerEncoder {

    private final InferenceRun run;
    private final PredictionWriter predictions;
    private final StreamItemEncoder items;
    private final Runnable firstItem;
    private final PredictResponder responder;
    private final ModelRequest call;
    private final V1Request received;
    private final Map<String, String> headers;

    PredictionEncoder(InferenceRun run, PredictionWriter predictions, StreamItemEncoder items,
            Runnable firstItem, PredictResponder responder, ModelRequest call, V1Request received) {
        this.run = run;
        this.predictions = predictions;
        this.items = items;
        this.firstItem = firstItem;
        this.responder = responder;
        this.call = call;
        this.received = received;
        this.headers = responder.eventHeaders(call, received);
    }

    @Override
    public String contentType() {
        return items.contentType();
    }

    @Override
    public Map<String, String> headers() {
        return headers;
    }

    @Override
    public Buffer encode(ChoicePart part) {
        var bytes = Buffer.buffer();
        predictions.items(part, run).forEach(item -> bytes.appendBuffer(items.encode(item)));
        if (bytes.length() > 0) {
            firstItem.run();
        }
        return bytes;
    }

    @Override
    public @Nullable Buffer keepAlive(KeepAliveForm form) {
        return items.keepAlive();
    }

    @Override
    public Buffer end() {
        return items.end();
    }

    @Override
    public @Nullable Buffer failure(InferenceException failure) {
        return items.failure(failure);
    }

    @Override
    public Response.ResponseBuilder whole(ChoiceAccumulator choices) {
        return responder.body(predictions.whole(PredictionWriter.answers(choices), run), call, received);
    }
}
