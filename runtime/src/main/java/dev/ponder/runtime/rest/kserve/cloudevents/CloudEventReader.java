package dev.ponder.runtime.rest.kserve.cloudevents;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.rest.http.BodyContentType;
import io.cloudevents.CloudEvent;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.rw.CloudEventRWException;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** Reads V1 requests: CloudEvents in either mode, and plain bodies. */
@Singleton
public class CloudEventReader {

    static final String STRUCTURED = JsonFormat.CONTENT_TYPE;
    private static final List<String> REQUIRED_HEADERS = List.of("ce-specversion", "ce-source", "ce-type", "ce-id");
    /** KServe clients send the content type of the data in this header, whose name is not a valid attribute name. */
    private static final String CONTENT_TYPE = "ce-content-type";
    /** A body with another content type is an event only if it has all of these members. */
    private static final List<String> ALL_MEMBERS = List.of("time", "type", "source", "id", "specversion", "data");

    private final V1BodyReader bodies;
    private final ObjectMapper mapper;

    CloudEventReader(V1BodyReader bodies, ObjectMapper mapper) {
        this.bodies = bodies;
        this.mapper = mapper;
    }

    /** Reads a request. Fails with 400. */
    public V1Request read(Buffer body, MultiMap headers) {
        BodyContentType type = BodyContentType.of(headers.get("Content-Type"));
        if (REQUIRED_HEADERS.stream().allMatch(headers::contains)) {
            return binary(body, headers, type);
        }
        CloudEventMode reply = type.is(STRUCTURED) ? CloudEventMode.STRUCTURED : CloudEventMode.NONE;
        Object payload = bodies.read(body, type);
        return payload instanceof ObjectNode object && event(object, type)
                ? structured(object, reply)
                : new V1Request(payload, reply, Optional.empty());
    }

    private static boolean event(ObjectNode body, BodyContentType type) {
        return type.is(STRUCTURED) && body.has("specversion") || ALL_MEMBERS.stream().allMatch(body::has);
    }

    private V1Request binary(Buffer body, MultiMap headers, BodyContentType type) {
        CloudEvent event = valid(() -> HttpMessageFactory
                .createReader(each -> attributes(headers).forEach(each::accept), body.getBytes()).toEvent());
        boolean json = type.json() || BodyContentType.of(headers.get(CONTENT_TYPE)).json();
        return new V1Request(data(body, json), CloudEventMode.BINARY, Optional.of(event));
    }

    private static MultiMap attributes(MultiMap headers) {
        return MultiMap.caseInsensitiveMultiMap().addAll(headers).remove(CONTENT_TYPE);
    }

    /** Data of another content type may still be JSON. */
    private Object data(Buffer body, boolean json) {
        if (json) {
            try {
                return V1BodyReader.checked(bodies.parse(body.getBytes()));
            } catch (RequestException invalid) {
                throw RequestException.invalid(null,
                        "Failed to decode or parse binary json cloudevent: " + invalid.getMessage());
            }
        }
        return bodies.parseOrBytes(body);
    }

    /** Only the attributes are parsed by the SDK, because its limits are too small for the data. */
    private V1Request structured(ObjectNode body, CloudEventMode reply) {
        ObjectNode attributes = mapper.createObjectNode().setAll(body);
        attributes.remove(List.of("data", "data_base64"));
        CloudEvent event = valid(() -> new JsonFormat().deserialize(mapper.writeValueAsBytes(attributes)));
        return new V1Request(data(body), reply, Optional.of(event));
    }

    private Object data(ObjectNode body) {
        JsonNode encoded = body.path("data_base64");
        if (encoded.isMissingNode()) {
            JsonNode data = body.path("data");
            if (data.isTextual()) {
                return bodies.parseOrBytes(Buffer.buffer(data.textValue()));
            }
            return data.isMissingNode() ? data : V1BodyReader.checked(data);
        }
        try {
            return bodies.parseOrBytes(Buffer.buffer(encoded.binaryValue()));
        } catch (IOException notBase64) {
            throw RequestException.invalid(null, "Cloud Event Exceptions: data_base64 is not base64 (expected base64)");
        }
    }

    /** Reads an event; any exception means that the client's event is invalid. */
    private interface EventSource {

        CloudEvent read() throws Exception;
    }

    private static CloudEvent valid(EventSource source) {
        try {
            return source.read();
        } catch (CloudEventRWException | IllegalArgumentException | IllegalStateException e) {
            throw RequestException.invalid(null, "Cloud Event Exceptions: " + e.getMessage());
        } catch (Exception e) {
            throw RequestException.invalid(null, "Cloud Event Exceptions: unreadable (expected version 1.0 or 0.3)");
        }
    }
}
