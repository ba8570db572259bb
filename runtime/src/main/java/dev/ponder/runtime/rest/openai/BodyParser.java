package dev.ponder.runtime.rest.openai;

import java.io.IOException;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.RequestException;
import io.vertx.core.buffer.Buffer;

/** Reads bodies as JSON objects whose numbers keep every digit. */
@ApplicationScoped
class BodyParser {

    private final ObjectReader json;

    BodyParser(ObjectMapper mapper) {
        this.json = mapper.copyWith(roomyFactory()).reader()
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
    }

    /** An image may be one long text: the limit of the body is limit enough. */
    private static JsonFactory roomyFactory() {
        return new JsonFactoryBuilder()
                .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                .build();
    }

    /** The body; {@code members} says what is expected in it. */
    ObjectNode object(Buffer bytes, String members) {
        String expected = " (expected a JSON object with " + members + ")";
        try {
            if (json.readTree(bytes.getBytes()) instanceof ObjectNode body) {
                return body;
            }
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw RequestException.invalid(null, "body: not JSON" + where + expected);
        } catch (IOException e) {
            throw RequestException.invalid(null, "body: unreadable" + expected);
        }
        throw RequestException.invalid(null, "body: not an object" + expected);
    }
}
