package dev.ponder.kserve.v1.models;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.serving.InferenceModel;
import dev.ponder.api.serving.ModelCall;
import dev.ponder.api.serving.ServedModel;

/** Returns the kind of result that the body names; for a body that is not JSON, a description of what it received. */
@ServedModel("returning")
class ReturningModel implements InferenceModel {

    @Override
    public Object predict(Object input, ModelCall call) {
        if (!(input instanceof JsonNode body) || body.isMissingNode()) {
            return Map.of("received", input instanceof byte[] bytes ? Arrays.toString(bytes) : "nothing");
        }
        return switch (body.path("kind").asText()) {
            case "text" -> "h\u00e9llo";
            case "bytes" -> "bytes".getBytes(StandardCharsets.UTF_8);
            case "nothing" -> null;
            case "number" -> 42;
            case "list" -> List.of(1, "two");
            case "csv" -> csv(call);
            case "unwritable" -> new Object();
            case "bad header" -> badHeader(call);
            default -> body;
        };
    }

    private static String csv(ModelCall call) {
        call.respondWith("Content-Type", "text/csv");
        call.respondWith("Content-Length", "1");
        return "a,b\n";
    }

    private static String badHeader(ModelCall call) {
        call.respondWith("X-Bad", "a\r\nInjected: b");
        return "never";
    }
}
