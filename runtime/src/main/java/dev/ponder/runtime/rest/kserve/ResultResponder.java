package dev.ponder.runtime.rest.kserve;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.MissingNode;

import dev.ponder.runtime.rest.http.ThreadOffload;
import dev.ponder.runtime.rest.kserve.event.EventForm;
import dev.ponder.runtime.rest.kserve.event.EventWriter;
import dev.ponder.runtime.rest.kserve.event.Received;
import dev.ponder.runtime.serving.ModelRequest;
import io.cloudevents.CloudEvent;
import io.smallrye.mutiny.Uni;

/** Answers V1 with what a model returned whole: texts and bytes as they are, all else as JSON. */
@ApplicationScoped
class ResultResponder {

    private static final String JSON = "application/json";
    private static final Received PLAIN = new Received(MissingNode.getInstance(), EventForm.NONE, Optional.empty());

    private final ThreadOffload workload;
    private final ItemJson json;
    private final EventWriter events;

    ResultResponder(ThreadOffload workload, ItemJson json, EventWriter events) {
        this.workload = workload;
        this.json = json;
        this.events = events;
    }

    /** Answers whoever did not ask by an event. */
    Uni<Response> plain(@Nullable Object result, ModelRequest call) {
        return whole(result, call, PLAIN);
    }

    Uni<Response> whole(@Nullable Object result, ModelRequest call, Received received) {
        return workload.of(ResultSize.of(result), () -> written(result, call, received));
    }

    private Response written(@Nullable Object result, ModelRequest call, Received received) {
        if (result instanceof CharSequence text) {
            return response(call, received, "text/plain; charset=utf-8",
                    text.toString().getBytes(StandardCharsets.UTF_8));
        }
        if (result instanceof byte[] bytes) {
            return response(call, received, "application/octet-stream", bytes);
        }
        byte[] body = json.bytes(result);
        return received.replyForm() == EventForm.STRUCTURED
                ? structured(call, received, body)
                : response(call, received, JSON, body);
    }

    /** What tells of the event whose data an answer is. */
    Map<String, String> eventHeaders(ModelRequest call, Received received) {
        return received.replyForm() == EventForm.BINARY
                ? EventWriter.headers(events.answer(call.model(), received))
                : Map.of();
    }

    private Response structured(ModelRequest call, Received received, byte[] body) {
        CloudEvent event = events.answer(call.model(), received);
        return response(call, "application/cloudevents+json", EventWriter.structured(event, body), Map.of());
    }

    private Response response(ModelRequest call, Received received, String type, byte[] body) {
        return response(call, type, body, eventHeaders(call, received));
    }

    private static Response response(ModelRequest call, String type, byte[] body, Map<String, String> event) {
        Response.ResponseBuilder response = Response.ok(body);
        event.forEach(response::header);
        return ModelHeaders.with(call, response, type);
    }
}
