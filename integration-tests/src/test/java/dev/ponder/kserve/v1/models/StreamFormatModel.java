package dev.ponder.kserve.v1.models;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.error.ModelException;
import dev.ponder.api.serving.InferenceModel;
import dev.ponder.api.serving.ModelCall;
import dev.ponder.api.serving.ServedModel;
import dev.ponder.api.serving.StreamFormat;
import io.smallrye.mutiny.Multi;

/** Streams the items that the body names, in the format that it names. */
@ServedModel("framing")
class StreamFormatModel implements InferenceModel {

    @Override
    public Multi<Object> predict(Object input, ModelCall call) {
        String form = ((JsonNode) input).path("form").asText();
        if (form.equals("own")) {
            call.respondWith("Content-Type", "text/event-stream");
        } else if (!form.isEmpty()) {
            call.streamAs(StreamFormat.valueOf(form));
        }
        call.respondWith("X-From-Model", "yes");
        return items(((JsonNode) input).path("items").asText());
    }

    @Override
    public Multi<Object> explain(Object input, ModelCall call) {
        return predict(input, call);
    }

    private static Multi<Object> items(String kind) {
        return switch (kind) {
            case "texts" -> Multi.createFrom().items("a\n", "\u00e9 b", "c");
            case "bytes" -> Multi.createFrom().items(new byte[]{'a', (byte) 0xff}, new byte[]{0});
            case "objects" -> Multi.createFrom().items(Map.of("n", 1), "text\n", 2);
            case "text first" -> Multi.createFrom().items("text:", Map.of("n", 1), "end");
            case "nothing" -> Multi.createFrom().empty();
            case "text, failure" -> failing(Multi.createFrom().items("a"));
            case "object, failure" -> failing(Multi.createFrom().items(Map.of("n", 1)));
            case "object, unwritable" -> Multi.createFrom().items(Map.of("n", 1), new Object());
            case "unwritable" -> Multi.createFrom().items(new Object());
            default -> throw ModelException.invalidInput("items: '" + kind + "'");
        };
    }

    private static Multi<Object> failing(Multi<Object> items) {
        return Multi.createBy().concatenating().streams(items,
                Multi.createFrom().failure(ModelException.failed("broke down", null)));
    }
}
