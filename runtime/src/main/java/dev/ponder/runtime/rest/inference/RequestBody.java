package dev.ponder.runtime.rest.inference;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.runtime.stream.LoneSurrogates;
import io.vertx.core.buffer.Buffer;

/**
 * The body of a request: the bytes, the places of its members in them, and the values of the few members that decide how it is
 * answered. A relayed body is these bytes with some members replaced or left out; the whole is parsed for strategies only.
 * Not thread-safe.
 */
public final class RequestBody {

    private static final String MODEL = "model";
    private static final String STREAM_OPTIONS = "stream_options";
    private static final byte[] DATA_URL = "\"data:".getBytes(StandardCharsets.US_ASCII);
    private static final int BYTES_PER_TOKEN = 4;
    private static final int TOKENS_OF_MEDIA = 1000;

    private final Buffer bytes;
    private final List<Member> members;
    private final List<String> filledArrays;
    private final ObjectNode values;
    private final long maxTokens;
    private final Supplier<ObjectNode> parser;
    private @Nullable String addedModel;

    /**
     * A member whose value is read.
     *
     * @param from the first byte of the name of an own member
     * @param value the first byte of its value
     * @param to the byte after its value
     * @param own whether it is Ponder's own, which no upstream must see
     */
    record Member(String name, int from, int value, int to, boolean own) {}

    /**
     * A body.
     *
     * @param bytes JSON in UTF-8
     * @param members those whose values are read, in order
     * @param filledArrays the names of the other members that are arrays with at least one element
     * @param values the values of the members that decide how the request is answered
     * @param maxTokens the maximum of completion tokens; negative without one
     * @param parser parses the whole body
     */
    RequestBody(Buffer bytes, List<Member> members, List<String> filledArrays, ObjectNode values,
            long maxTokens, Supplier<ObjectNode> parser) {
        this.bytes = bytes;
        this.members = members;
        this.filledArrays = filledArrays;
        this.values = values;
        this.maxTokens = maxTokens;
        this.parser = parser;
    }

    /** The size in bytes. */
    public int length() {
        return bytes.length();
    }

    /** The values of the members that decide how the request is answered. */
    ObjectNode values() {
        return values;
    }

    /** Adds the model to a body that names none. */
    void addModel(String model) {
        addedModel = model;
        values.put(MODEL, model);
    }

    /** The maximum of completion tokens; negative without one. */
    long maxTokens() {
        return maxTokens;
    }

    /** The number of tokens, one for four bytes. An image or a sound in the body counts as a thousand. */
    long estimatedTokens() {
        byte[] body = bytes.getBytes();
        long counted = body.length;
        for (int at = indexOf(body, DATA_URL, 0); at >= 0; at = indexOf(body, DATA_URL, at + 1)) {
            int end = at + 1;
            while (end < body.length && body[end] != '"') {
                end++;
            }
            counted -= end - at - (long) TOKENS_OF_MEDIA * BYTES_PER_TOKEN;
            at = end;
        }
        return Math.max(0, counted) / BYTES_PER_TOKEN;
    }

    private static int indexOf(byte[] text, byte[] part, int from) {
        for (int at = from; at <= text.length - part.length; at++) {
            if (text[at] == part[0] && Arrays.equals(text, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        return -1;
    }

    /** Whether the last member of this name is an array with at least one element. */
    public boolean isFilledArray(String name) {
        return filledArrays.contains(name);
    }

    /** The whole body, parsed, without Ponder's own members. Takes time in proportion to its length. */
    public ObjectNode parsed() {
        ObjectNode body = parser.get();
        members.stream().filter(Member::own).forEach(member -> body.remove(member.name));
        if (addedModel != null) {
            body.put(MODEL, addedModel);
        }
        return body;
    }

    /** Whether it has options of the stream. */
    boolean hasStreamOptions() {
        return values.has(STREAM_OPTIONS);
    }

    /**
     * The bytes to forward: those that were received, unless the model's name or anything else must change.
     *
     * @param stream whether a stream is requested, whose usage is always asked for. Without {@code stream_options} the upstream
     *        adds them
     */
    Buffer forModel(String named, String upstreamModel, boolean stream) {
        JsonNode options = values.path(STREAM_OPTIONS);
        boolean asks = stream && (options.isNull() || options.isObject() && !options.path("include_usage").asBoolean());
        boolean renamed = addedModel != null || !named.equals(upstreamModel);
        Buffer model = renamed ? json(JsonNodeFactory.instance.textNode(upstreamModel)) : null;
        if (model == null && !asks && members.stream().noneMatch(Member::own)) {
            return bytes;
        }
        var forwarded = Buffer.buffer(bytes.length() + 64);
        int done = 0;
        if (model != null && members.stream().noneMatch(member -> member.name.equals(MODEL))) {
            done = openingBrace() + 1;
            forwarded.appendBuffer(bytes, 0, done).appendString("\"model\":").appendBuffer(model);
            forwarded.appendString(isEmpty() ? "" : ",");
        }
        for (Member member : members) {
            if (member.own) {
                int comma = commaBefore(member.from, done);
                forwarded.appendBuffer(bytes, done, (comma < 0 ? member.from : comma) - done);
                done = comma < 0 ? afterComma(member.to) : member.to;
            } else if (member.name.equals(MODEL) && model != null) {
                forwarded.appendBuffer(bytes, done, member.value - done).appendBuffer(model);
                done = member.to;
            } else if (member.name.equals(STREAM_OPTIONS) && asks) {
                forwarded.appendBuffer(bytes, done, member.value - done).appendBuffer(json(asking(options)));
                done = member.to;
            }
        }
        return forwarded.appendBuffer(bytes, done, bytes.length() - done);
    }

    private static JsonNode asking(JsonNode options) {
        ObjectNode asking = options instanceof ObjectNode object
                ? object.deepCopy()
                : JsonNodeFactory.instance.objectNode();
        return asking.put("include_usage", true);
    }

    private static Buffer json(JsonNode value) {
        return LoneSurrogates.encode(value.toString());
    }

    private int openingBrace() {
        int at = 0;
        while (bytes.getByte(at) != '{') {
            at++;
        }
        return at;
    }

    /** Whether the body without Ponder's own members has no member. */
    private boolean isEmpty() {
        int done = openingBrace() + 1;
        for (Member member : members) {
            if (!member.own || skipBlanks(done) != member.from) {
                return false;
            }
            done = afterComma(member.to);
        }
        return bytes.getByte(skipBlanks(done)) == '}';
    }

    /** The place of the comma before a member; negative if there is none from a place on. */
    private int commaBefore(int member, int from) {
        int at = member - 1;
        while (at >= from && isBlank(bytes.getByte(at))) {
            at--;
        }
        return at >= from && bytes.getByte(at) == ',' ? at : -1;
    }

    /** The place after a value and the comma that follows, if there is one. */
    private int afterComma(int value) {
        int at = skipBlanks(value);
        return bytes.getByte(at) == ',' ? at + 1 : value;
    }

    private int skipBlanks(int from) {
        int at = from;
        while (isBlank(bytes.getByte(at))) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(byte character) {
        return character == ' ' || character == '\n' || character == '\r' || character == '\t';
    }
}
