package dev.ponder.support.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Request bodies of chat completions. */
public final class Chat {

    private Chat() {
    }

    /** One question, which a test may change. */
    public static ObjectNode ask(String model) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", model);
        body.putArray("messages").addObject().put("role", "user").put("content", "What is 17*23?");
        return body;
    }

    /** The same question, with a stream. */
    public static ObjectNode stream(String model) {
        return ask(model).put("stream", true);
    }

    /** The same question, with a stream that ends with its usage. */
    public static ObjectNode streamWithUsage(String model) {
        ObjectNode body = stream(model);
        body.putObject("stream_options").put("include_usage", true);
        return body;
    }
}
