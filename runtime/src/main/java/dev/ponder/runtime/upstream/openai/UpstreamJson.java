package dev.ponder.runtime.upstream.openai;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Parses JSON of model servers. Python writes {@code NaN} and {@code -Infinity}, which JSON does not have: they are read as
 * null. Other numbers keep all their digits.
 */
final class UpstreamJson {

    /** The size of an answer has its own limit. */
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
            .build();
    private static final ObjectReader READER = JsonMapper.builder(FACTORY).build().reader()
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

    private UpstreamJson() {
    }

    /** A parser that accepts numbers that are not finite. */
    static JsonParser parser(InputStream json) throws IOException {
        return FACTORY.createParser(json);
    }

    /** A parser that accepts numbers that are not finite. */
    static JsonParser parser(String json) throws IOException {
        return FACTORY.createParser(json);
    }

    /** A parser of a part of some bytes. */
    static JsonParser parser(byte[] json, int from, int length) throws IOException {
        return FACTORY.createParser(json, from, length);
    }

    static JsonNode read(byte[] json) throws JsonProcessingException {
        try {
            return finite(READER.readTree(json));
        } catch (JsonProcessingException notJson) {
            throw notJson;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode read(String json) throws JsonProcessingException {
        return finite(READER.readTree(json));
    }

    /** The JSON of a text; null when it is not JSON. */
    static @Nullable JsonNode readOrNull(String json) {
        try {
            return read(json);
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }

    private static JsonNode finite(JsonNode json) {
        if (json instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                JsonNode value = member.getValue();
                if (value.isContainerNode() || value.isDouble()) {
                    member.setValue(finite(value));
                }
            }
        } else if (json instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonNode element = array.get(i);
                if (element.isContainerNode() || element.isDouble()) {
                    array.set(i, finite(element));
                }
            }
        } else if (json.isDouble() && !Double.isFinite(json.doubleValue())) {
            return NullNode.getInstance();
        }
        return json;
    }
}
