package dev.ponder.runtime.rest.kserve;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.MissingNode;

import dev.ponder.runtime.rest.http.ThreadOffload;
import dev.ponder.runtime.rest.kserve.cloudevents.CloudEventMode;
import dev.ponder.runtime.rest.kserve.cloudevents.CloudEventWriter;
import dev.ponder.runtime.rest.kserve.cloudevents.V1Request;
import dev.ponder.runtime.serving.ModelRequest;
import io.cloudevents.CloudEvent;
import io.smallrye.mutiny.Uni;

/** Answers V1 with what a model returned whole: texts and bytes as they are, all else as JSON. */
@ApplicationScoped
class PredictResponder {

    private static final String JSON = "application/json";
    private static final V1Request PLAIN = new V1Request(MissingNode.getInstance(), CloudEventMode.NONE,
            Optional.empty());

    private final ThreadOffload workload;
    private final ItemJsonWriter json;
    private final CloudEventWriter events;

    PredictResponder(ThreadOffload workload, ItemJsonWriter json, CloudEventWriter events) {
        this.workload = workload;
        this.json = json;
        this.events = events;
    }

    /** Answers whoever did not ask by an event. */
    Uni<Response> plain(@Nullable Object result, ModelRequest call) {
        return whole(result, call, PLAIN);
    }

    Uni<Response> whole(@Nullable Object result, ModelRequest call, V1Request received) {
        return workload.of(ResultSizeEstimate.of(result), () -> written(result, call, received));
    }

    private Response written(@Nullable Object result, ModelRequest call, V1Request received) {
        if (result instanceof CharSequence text) {
            return response(call, received, "text/plain; charset=utf-8",
                    text.toString().getBytes(StandardCharsets.UTF_8));
        }
        if (result instanceof byte[] bytes) {
            return response(call, received, "application/octet-stream", bytes);
        }
        byte[] body = json.bytes(result);
        return received.replyForm() == CloudEventMode.STRUCTURED
                ? structured(call, received, body)
                : response(call, received, JSON, body);
    }

    /** What tells of the event whose data an answer is. */
    Map<String, String> eventHeaders(ModelRequest call, V1Request received) {
        return received.replyForm() == CloudEventMode.BINARY
                ? CloudEventWriter.headers(events.answer(call.model(), received))
                : Map.of();
    }

    private Response structured(ModelRequest call, V1Request received, byte[] body) {
        CloudEvent event = events.answer(call.model(), received);
        return response(call, "application/cloudevents+json", CloudEventWriter.structured(event, body), Map.of());
    }

    private Response response(ModelRequest call, V1Request received, String type, byte[] body) {
        return response(call, type, body, eventHeaders(call, received));
    }

    private static Response response(ModelRequest call, String type, byte[] body, Map<String, String> event) {
        Response.ResponseBuilder response = Response.ok(body);
        event.forEach(response::header);
        return ModelHeaders.with(call, response, type);
    }
}
