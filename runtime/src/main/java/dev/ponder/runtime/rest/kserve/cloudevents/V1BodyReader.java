package dev.ponder.runtime.rest.kserve.cloudevents;

import java.io.IOException;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.rest.http.BodyContentType;
import dev.ponder.runtime.rest.http.BodyJson;
import dev.ponder.runtime.rest.inference.JsonField;
import io.vertx.core.buffer.Buffer;

/** Reads V1 bodies: JSON or, for a content type that excludes JSON, bytes. */
@Singleton
public class V1BodyReader {

    private static final String EXPECTED = "a JSON object with instances or inputs";

    private final ObjectReader json;
    private final BodyJson constraints;

    V1BodyReader(BodyJson json) {
        this.constraints = json;
        this.json = json.reader();
    }

    /** The payload of a request that is not a CloudEvent: an object, a missing node for an empty body, or bytes. */
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
        return parse(body, EXPECTED);
    }

    /** Any body as JSON. Fails with 400 and the expected content. */
    public JsonNode parse(byte[] body, String expected) {
        try {
            return json.readTree(body);
        } catch (StreamConstraintsException e) {
            throw RequestException.invalid(null,
                    "Unrecognized request format: " + constraints.limit(e) + " (expected " + expected + ").");
        } catch (JsonProcessingException e) {
            throw RequestException.invalid(null, "Unrecognized request format: not JSON" + BodyJson.place(e)
                    + " (expected " + expected + ").");
        } catch (IOException e) {
            throw RequestException.invalid(null,
                    "Unrecognized request format: unreadable (expected " + expected + ").");
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

    /** The payload, if it is an object whose {@code instances} are a list. */
    static JsonNode checked(JsonNode payload) {
        JsonNode instances = new JsonField("body", payload).object(EXPECTED).path("instances");
        if (!instances.isMissingNode() && !instances.isArray()) {
            throw RequestException.invalid("instances", "Expected \"instances\" to be a list");
        }
        return payload;
    }
}
