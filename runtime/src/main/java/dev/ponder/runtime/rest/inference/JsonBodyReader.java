package dev.ponder.runtime.rest.inference;

import java.io.IOException;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.rest.http.BodyJson;
import io.vertx.core.buffer.Buffer;

/** Parses bodies as JSON objects. Numbers keep all their digits. */
@ApplicationScoped
public class JsonBodyReader {

    private final ObjectReader json;
    private final BodyJson constraints;

    public JsonBodyReader(BodyJson json) {
        this.constraints = json;
        this.json = json.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
    }

    /**
     * The parsed body. Fails with 400.
     *
     * @param members the members that the endpoint needs, for error messages
     */
    public ObjectNode object(Buffer bytes, String members) {
        String expected = " (expected a JSON object with " + members + ")";
        try {
            if (json.readTree(bytes.getBytes()) instanceof ObjectNode body) {
                return body;
            }
        } catch (StreamConstraintsException e) {
            throw RequestException.invalid(null,
                    "body: " + constraints.limit(e) + expected);
        } catch (JsonProcessingException e) {
            throw RequestException.invalid(null, "body: not JSON" + BodyJson.place(e) + expected);
        } catch (IOException | NumberFormatException e) {
            throw RequestException.invalid(null, "body: unreadable, such as a number out of range" + expected);
        }
        throw RequestException.invalid(null, "body: not an object" + expected);
    }
}
