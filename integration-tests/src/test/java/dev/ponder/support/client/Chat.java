package dev.ponder.support.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Bodies of chat completions. */
public final class Chat {

    private Chat() {
    }

    /** One question to a model, for a test to change. */
    public static ObjectNode ask(String model) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", model);
        body.putArray("messages").addObject().put("role", "user").put("content", "What is 17*23?");
        return body;
    }

    /** The same as a stream. */
    public static ObjectNode stream(String model) {
        return ask(model).put("stream", true);
    }

    /** The same as a stream that ends with its usage. */
    public static ObjectNode streamWithUsage(String model) {
        ObjectNode body = stream(model);
        body.putObject("stream_options").put("include_usage", true);
        return body;
    }
}
