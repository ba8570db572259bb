package dev.ponder.runtime.record.json;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.InferenceException;
import dev.ponder.api.error.InternalException;
import dev.ponder.api.error.ModelException;
import dev.ponder.api.error.Overloaded;
import dev.ponder.api.error.UpstreamException;

/** Failures of calls in records, from which an equal failure can be made again. */
public final class FailureJson {

    private static final String RETRY_AFTER = "Retry-After";

    private FailureJson() {
    }

    /** A failure, with or without its message. */
    public static ObjectNode json(Throwable failure, boolean texts) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (failure instanceof InferenceException known) {
            json.put("code", known.code()).put("status", known.status()).put("param", known.param());
            String retryAfter = known.headers().get(RETRY_AFTER);
            if (retryAfter != null) {
                json.put("retry_after", retryAfter);
            }
        }
        if (failure instanceof UpstreamException upstream) {
            json.put("type", "upstream").put("fault", upstream.fault().name());
        } else if (failure instanceof Overloaded) {
            json.put("type", "overloaded");
        } else if (failure instanceof ModelException model) {
            json.put("type", "model").put("fault", model.fault().name());
        } else {
            json.put("type", failure.getClass().getName());
        }
        return texts ? json.put("message", String.valueOf(failure.getMessage())) : json;
    }

    /** An equal failure. One of an unknown type is an internal failure. */
    public static RuntimeException failure(JsonNode json) {
        String message = json.path("message").asText();
        return switch (json.path("type").asText()) {
            case "upstream" -> UpstreamException.reported(UpstreamException.Fault.valueOf(json.path("fault").asText()),
                    json.path("status").asInt(), json.path("code").asText(), json.path("param").textValue(), message,
                    json.has("retry_after") ? Map.of(RETRY_AFTER, json.path("retry_after").asText()) : Map.of());
            case "overloaded" -> new Overloaded(message, Math.max(1, json.path("retry_after").asInt()));
            case "model" -> switch (ModelException.Fault.valueOf(json.path("fault").asText())) {
                case INVALID_INPUT -> ModelException.invalidInput(message);
                case NOT_FOUND -> ModelException.notFound(message);
                case NOT_READY -> ModelException.notReady(message, null);
                case NOT_IMPLEMENTED -> ModelException.notImplemented(message);
                case FAILED -> ModelException.failed(message, null);
            };
            default -> new InternalException(message, null);
        };
    }
}
