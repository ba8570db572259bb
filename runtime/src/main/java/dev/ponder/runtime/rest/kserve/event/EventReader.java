package dev.ponder.runtime.rest.kserve.event;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.ModelException;
import dev.ponder.runtime.rest.http.ContentType;
import dev.ponder.runtime.rest.http.RoomyJson;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonCloudEventData;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.rw.CloudEventRWException;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** Tells events from plain bodies, and takes them apart. */
@ApplicationScoped
public class EventReader {

    static final String STRUCTURED = JsonFormat.CONTENT_TYPE;
    private static final List<String> REQUIRED_HEADERS = List.of("ce-specversion", "ce-source", "ce-type", "ce-id");
    /** What KServe's clients say of the data, by a name that no attribute may have. */
    private static final String CONTENT_TYPE = "ce-content-type";
    /** Under another content type a body is an event only if it looks like one through and through. */
    private static final List<String> TELLTALE = List.of("time", "type", "source", "id", "specversion", "data");

    private final PayloadReader payloads;
    private final ObjectMapper mapper;

    EventReader(PayloadReader payloads, ObjectMapper mapper) {
        this.payloads = payloads;
        this.mapper = RoomyJson.of(mapper);
    }

    /** Reads a body. Fails with 400. */
    public Received read(Buffer body, MultiMap headers) {
        ContentType type = ContentType.of(headers.get("Content-Type"));
        if (REQUIRED_HEADERS.stream().allMatch(headers::contains)) {
            return binary(body, headers, type);
        }
        EventForm reply = type.is(STRUCTURED) ? EventForm.STRUCTURED : EventForm.NONE;
        Object payload = payloads.read(body, type);
        return payload instanceof ObjectNode object && event(object, type)
                ? structured(object, reply)
                : new Received(payload, reply, Optional.empty());
    }

    private static boolean event(ObjectNode body, ContentType type) {
        return type.is(STRUCTURED) && body.has("specversion") || TELLTALE.stream().allMatch(body::has);
    }

    private Received binary(Buffer body, MultiMap headers, ContentType type) {
        CloudEvent event = valid(() -> HttpMessageFactory
                .createReader(each -> attributes(headers).forEach(each::accept), body.getBytes()).toEvent());
        boolean json = type.json() || ContentType.of(headers.get(CONTENT_TYPE)).json();
        return new Received(data(body, json), EventForm.BINARY, Optional.of(event));
    }

    private static MultiMap attributes(MultiMap headers) {
        return MultiMap.caseInsensitiveMultiMap().addAll(headers).remove(CONTENT_TYPE);
    }

    /** Data that nobody calls JSON may still be JSON. */
    private Object data(Buffer body, boolean json) {
        if (json) {
            try {
                return PayloadReader.checked(payloads.parse(body.getBytes()));
            } catch (ModelException invalid) {
                throw ModelException.invalidInput(
                        "Failed to decode or parse binary json cloudevent: " + invalid.getMessage());
            }
        }
        return payloads.parseOrBytes(body);
    }

    private Received structured(ObjectNode body, EventForm reply) {
        CloudEvent event = valid(() -> new JsonFormat().deserialize(mapper.writeValueAsBytes(body)));
        CloudEventData data = event.getData();
        Object payload = data instanceof JsonCloudEventData json
                ? payload(json.getNode())
                : data == null ? mapper.missingNode() : payloads.parseOrBytes(Buffer.buffer(data.toBytes()));
        return new Received(payload, reply, Optional.of(event));
    }

    private static JsonNode payload(JsonNode data) {
        return PayloadReader.checked(data);
    }

    /** Reads an event, whose faults are the client's. */
    private interface Reading {

        CloudEvent read() throws Exception;
    }

    private static CloudEvent valid(Reading reading) {
        try {
            return reading.read();
        } catch (CloudEventRWException | IllegalArgumentException | IllegalStateException e) {
            throw ModelException.invalidInput("Cloud Event Exceptions: " + e.getMessage());
        } catch (Exception e) {
            throw ModelException.invalidInput("Cloud Event Exceptions: unreadable (expected version 1.0 or 0.3)");
        }
    }
}
