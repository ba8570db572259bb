package dev.ponder.runtime.rest.kserve.cloudevents;

import java.io.IOException;
import java.util.Locale;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.ModelException;
import dev.ponder.runtime.rest.http.BodyContentType;
import dev.ponder.runtime.rest.http.BodyJson;
import io.vertx.core.buffer.Buffer;

/** Reads the bodies of V1: JSON where it may be JSON, bytes where it is something else. */
@ApplicationScoped
public class V1BodyReader {

    private final ObjectReader json;

    V1BodyReader(BodyJson json) {
        this.json = json.reader();
    }

    /** The payload of a plain request: an object, a missing node for an empty body, or bytes. Fails with 400. */
    Object read(Buffer body, BodyContentType type) {
        if (body.length() == 0) {
            return MissingNode.getInstance();
        }
        if (type.is("text/plain")) {
            return parseOrBytes(body);
        }
        return type.maybeJson() ? checked(parse(body.getBytes())) : body.getBytes();
    }

    JsonNode parse(byte[] body) {
        return parse(body, "a JSON object with instances or inputs");
    }

    /** Any body as JSON. Fails with 400 and says what was expected. */
    public JsonNode parse(byte[] body, String expected) {
        try {
            return json.readTree(body);
        } catch (StreamConstraintsException e) {
            throw ModelException.invalidInput("Unrecognized request format: " + e.getOriginalMessage() + " (expected "
                    + expected + "; see " + BodyJson.KNOB + ").");
        } catch (JsonProcessingException e) {
            throw ModelException.invalidInput("Unrecognized request format: not JSON" + BodyJson.place(e)
                    + " (expected " + expected + ").");
        } catch (IOException e) {
            throw ModelException.invalidInput("Unrecognized request format: unreadable (expected " + expected + ").");
        }
    }

    /** JSON if it is an object, the bytes otherwise. */
    Object parseOrBytes(Buffer body) {
        try {
            JsonNode node = json.readTree(body.getBytes());
            return node instanceof ObjectNode ? checked(node) : body.getBytes();
        } catch (IOException notJson) {
            return body.getBytes();
        }
    }

    /** What V1 demands of every body. */
    static JsonNode checked(JsonNode payload) {
        if (!(payload instanceof ObjectNode)) {
            throw ModelException.invalidInput("body: " + payload.getNodeType().name().toLowerCase(Locale.ROOT)
                    + " (expected a JSON object with instances or inputs)");
        }
        JsonNode instances = payload.path("instances");
        if (!instances.isMissingNode() && !instances.isArray()) {
            throw ModelException.invalidInput("Expected \"instances\" to be a list");
        }
        return payload;
    }
}
