package dev.ponder.runtime.rest.inference;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Set;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.rest.http.BodyJson;
import dev.ponder.runtime.rest.inference.RequestBody.Member;
import dev.ponder.runtime.stream.BufferInputStream;
import dev.ponder.runtime.stream.LoneSurrogates;
import io.vertx.core.buffer.Buffer;

/** Reads bodies that are JSON objects. Numbers keep all their digits. */
@Singleton
public class JsonBodyReader {

    /** The members that the response depends on. */
    private static final Set<String> OF_RESPONSE = Set.of("model", "n", "stream", "stream_options");
    private static final Set<String> MAX_TOKENS = Set.of("max_tokens", "max_completion_tokens");
    private static final int LONG_NUMBER = 18;

    private final ObjectReader json;
    private final ObjectReader memberValues;
    private final BodyJson constraints;

    public JsonBodyReader(BodyJson json) {
        this.constraints = json;
        this.json = json.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
        this.memberValues = this.json.without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /**
     * Reads a body in one scan, without a tree of its large members. Fails with 400.
     *
     * @param own the names of Ponder's own members, which are read too
     * @param members the members that the endpoint needs, for error messages
     */
    public RequestBody scan(Buffer bytes, Set<String> own, String members) {
        Buffer utf8 = isUtf8(bytes) ? bytes : LoneSurrogates.encode(object(bytes, members).toString());
        RequestBody body = checked(() -> places(utf8, own, members), members);
        if (body == null) {
            throw notAnObject(members);
        }
        return body;
    }

    /**
     * The parsed body. Fails with 400.
     *
     * @param members the members that the endpoint needs, for error messages
     */
    public ObjectNode object(Buffer bytes, String members) {
        if (checked(() -> json.readTree(bytes.getBytes()), members) instanceof ObjectNode body) {
            return body;
        }
        throw notAnObject(members);
    }

    /** JSON may also be UTF-16 or UTF-32, or begin with a byte order mark. */
    private static boolean isUtf8(Buffer bytes) {
        int first = bytes.length() == 0 ? 0 : bytes.getByte(0);
        return first > 0 && (bytes.length() == 1 || bytes.getByte(1) != 0);
    }

    private interface Reading<T> {

        @Nullable
        T read() throws IOException;
    }

    private <T> @Nullable T checked(Reading<T> reading, String members) {
        try {
            return reading.read();
        } catch (StreamConstraintsException e) {
            throw RequestException.invalid(null, "body: " + constraints.limit(e) + expected(members));
        } catch (JsonProcessingException e) {
            throw RequestException.invalid(null, "body: not JSON" + BodyJson.place(e) + expected(members));
        } catch (IOException | NumberFormatException e) {
            throw RequestException.invalid(null, "body: unreadable, such as a number out of range" + expected(members));
        }
    }

    private static RequestException notAnObject(String members) {
        return RequestException.invalid(null, "body: not an object" + expected(members));
    }

    private static String expected(String members) {
        return " (expected a JSON object with " + members + ")";
    }

    private @Nullable RequestBody places(Buffer bytes, Set<String> own, String members) throws IOException {
        var places = new ArrayList<Member>(4);
        var filledArrays = new ArrayList<String>(2);
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        long maxTokens = -1;
        try (JsonParser parser = json.createParser(new BufferInputStream(bytes))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return noObject(parser, bytes);
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                boolean isOwn = own.contains(name);
                if (isOwn || OF_RESPONSE.contains(name)) {
                    int from = isOwn ? offset(parser.currentTokenLocation()) : 0;
                    parser.nextToken();
                    int value = offset(parser.currentTokenLocation());
                    values.set(name, memberValues.<JsonNode>readTree(parser));
                    places.add(new Member(name, from, value, offset(parser.currentLocation()), isOwn));
                } else {
                    JsonToken first = parser.nextToken();
                    filledArrays.remove(name);
                    if (first == JsonToken.VALUE_NUMBER_INT && MAX_TOKENS.contains(name)) {
                        maxTokens = maximum(parser);
                    }
                    if (skip(parser, first) && first == JsonToken.START_ARRAY) {
                        filledArrays.add(name);
                    }
                }
            }
            if (parser.nextToken() != null) {
                // Reports the place of what follows the object
                json.readTree(bytes.getBytes());
            }
        }
        return new RequestBody(bytes, places, filledArrays, values, maxTokens, () -> object(bytes, members));
    }

    /** Negative for none. Upstreams check the value. */
    private static long maximum(JsonParser parser) throws IOException {
        if (parser.getTextLength() > LONG_NUMBER) {
            return Long.MAX_VALUE;
        }
        long value = parser.getLongValue();
        return value > 0 ? value : -1;
    }

    private static int offset(JsonLocation location) {
        return (int) location.getByteOffset();
    }

    /** Null, unless what is no object is not JSON either. */
    private @Nullable RequestBody noObject(JsonParser parser, Buffer bytes) throws IOException {
        parser.close();
        json.readTree(bytes.getBytes());
        return null;
    }

    /** Skips a value. Numbers are checked, as a parser of the whole would. Returns whether it has children. */
    private static boolean skip(JsonParser parser, JsonToken first) throws IOException {
        int depth = 0;
        int tokens = 0;
        for (JsonToken token = first; token != null; token = parser.nextToken()) {
            tokens++;
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.VALUE_NUMBER_FLOAT
                    || token == JsonToken.VALUE_NUMBER_INT && parser.getTextLength() > LONG_NUMBER) {
                parser.getDecimalValue();
            }
            if (depth == 0) {
                break;
            }
        }
        parser.finishToken();
        return tokens > 2;
    }
}
