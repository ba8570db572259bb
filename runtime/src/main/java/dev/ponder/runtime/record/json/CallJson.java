package dev.ponder.runtime.record.json;

import java.io.UncheckedIOException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Answer;
import dev.ponder.runtime.event.InferenceEvent.CallStarted;

/** What calls send and what answers are, exactly as they are read from a record, so that they can be compared. */
public final class CallJson {

    private static final JsonMapper JSON = new JsonMapper();

    private CallJson() {
    }

    /** The body of a call. */
    public static ObjectNode request(CallStarted call, Redaction redaction) {
        return read(body(call, true), redaction);
    }

    /** A choice of an answer. */
    public static ObjectNode choice(int index, Answer answer, Redaction redaction) {
        return read(ChatJson.choice(index, answer), redaction);
    }

    /** The body of a call as it is written, with or without its messages and parameters. */
    public static ObjectNode body(CallStarted call, boolean texts) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", call.model());
        if (texts) {
            body.set("messages", ChatJson.messages(call.conversation()));
            body.setAll(ChatJson.object(call.parameters()));
        }
        return body.put("n", call.choices()).put("stream", call.streamed());
    }

    /** Numbers that were written and read have the types of numbers that were read. */
    private static ObjectNode read(ObjectNode json, Redaction redaction) {
        redaction.apply(json);
        try {
            return (ObjectNode) JSON.readTree(json.toString());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
