package dev.ponder.runtime.rest.inference;

import java.util.ArrayList;
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

    private final Buffer bytes;
    private final List<Member> members;
    private final ObjectNode values;
    private final Supplier<ObjectNode> parser;
    private @Nullable String addedModel;

    /**
     * A member of the body.
     *
     * @param from the first byte of its name
     * @param value the first byte of its value
     * @param to the byte after its value
     * @param filledArray whether the value is an array with at least one element
     * @param own whether it is Ponder's own, which no upstream must see
     */
    record Member(String name, int from, int value, int to, boolean filledArray, boolean own) {}

    /**
     * A body.
     *
     * @param bytes JSON in UTF-8
     * @param values the values of the members that decide how the request is answered
     * @param parser parses the whole body
     */
    RequestBody(Buffer bytes, List<Member> members, ObjectNode values, Supplier<ObjectNode> parser) {
        this.bytes = bytes;
        this.members = members;
        this.values = values;
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

    /** Whether the last member of this name is an array with at least one element. */
    public boolean isFilledArray(String name) {
        boolean filled = false;
        for (Member member : members) {
            filled = member.name.equals(name) ? member.filledArray : filled;
        }
        return filled;
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
        var parts = new ArrayList<Buffer>();
        if (model != null && members.stream().noneMatch(member -> member.name.equals(MODEL))) {
            parts.add(Buffer.buffer("\"model\":").appendBuffer(model));
        }
        for (Member member : members) {
            if (member.name.equals(MODEL) && model != null) {
                parts.add(bytes.getBuffer(member.from, member.value).appendBuffer(model));
            } else if (member.name.equals(STREAM_OPTIONS) && asks) {
                parts.add(bytes.getBuffer(member.from, member.value).appendBuffer(json(asking(options))));
            } else if (!member.own) {
                parts.add(bytes.slice(member.from, member.to));
            }
        }
        return object(parts);
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

    private Buffer object(List<Buffer> parts) {
        Buffer object = Buffer.buffer(bytes.length() + 64).appendByte((byte) '{');
        for (int i = 0; i < parts.size(); i++) {
            if (i > 0) {
                object.appendByte((byte) ',');
            }
            object.appendBuffer(parts.get(i));
        }
        return object.appendByte((byte) '}');
    }
}
