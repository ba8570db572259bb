package dev.ponder.runtime.rest.kserve.event;

import java.util.Optional;

import io.cloudevents.CloudEvent;

/**
 * What came from a client.
 *
 * @param payload a {@code JsonNode} or a {@code byte[]}
 * @param replyForm the form in which it is answered
 * @param event the event, if it was one
 */
public record Received(Object payload, EventForm replyForm, Optional<CloudEvent> event) {}
