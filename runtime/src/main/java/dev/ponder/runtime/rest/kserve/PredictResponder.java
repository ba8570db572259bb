package dev.ponder.runtime.rest.kserve;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.MissingNode;

import dev.ponder.runtime.concurrent.ThreadOffload;
import dev.ponder.runtime.rest.kserve.cloudevents.CloudEventMode;
import dev.ponder.runtime.rest.kserve.cloudevents.CloudEventWriter;
import dev.ponder.runtime.rest.kserve.cloudevents.V1Request;
import dev.ponder.runtime.serving.ModelRequest;
import io.cloudevents.CloudEvent;
import io.smallrye.mutiny.Uni;

/** Writes whole V1 responses: strings and bytes as they are, other values as JSON. */
@Singleton
class PredictResponder {

    private static final V1Request WITHOUT_EVENT = new V1Request(MissingNode.getInstance(), CloudEventMode.NONE,
            Optional.empty());

    private final ThreadOffload offload;
    private final ItemJsonWriter json;
    private final CloudEventWriter events;

    PredictResponder(ThreadOffload offload, ItemJsonWriter json, CloudEventWriter events) {
        this.offload = offload;
        this.json = json;
        this.events = events;
    }

    /** The response to a request that is not a CloudEvent. */
    Uni<Response> plain(@Nullable Object result, ModelRequest call) {
        return whole(result, call, WITHOUT_EVENT);
    }

    Uni<Response> whole(@Nullable Object result, ModelRequest call, V1Request received) {
        return offload.of(ResultSizeEstimate.of(result), () -> {
            Response.ResponseBuilder response = body(result, call, received);
            eventHeaders(call, received).forEach(response::header);
            return response.build();
        });
    }

    /** The response without {@link #eventHeaders}. */
    Response.ResponseBuilder body(@Nullable Object result, ModelRequest call, V1Request received) {
        if (result instanceof CharSequence text) {
            return ModelHeaders.response(call, "text/plain; charset=utf-8",
                    text.toString().getBytes(StandardCharsets.UTF_8));
        }
        if (result instanceof byte[] bytes) {
            return ModelHeaders.response(call, "application/octet-stream", bytes);
        }
        byte[] body = json.bytes(result);
        if (received.replyMode() != CloudEventMode.STRUCTURED) {
            return ModelHeaders.response(call, "application/json", body);
        }
        CloudEvent event = events.answer(call.model(), received);
        return ModelHeaders.response(call, "application/cloudevents+json", CloudEventWriter.structured(event, body));
    }

    /** The CloudEvent headers of a response in binary mode. */
    Map<String, String> eventHeaders(ModelRequest call, V1Request received) {
        return received.replyMode() == CloudEventMode.BINARY
                ? CloudEventWriter.headers(events.answer(call.model(), received))
                : Map.of();
    }
}
