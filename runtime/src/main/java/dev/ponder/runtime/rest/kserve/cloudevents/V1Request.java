package dev.ponder.runtime.rest.kserve.cloudevents;

import java.util.Optional;

import io.cloudevents.CloudEvent;

/**
 * What came from a client.
 *
 * @param payload a {@code JsonNode} or a {@code byte[]}
 * @param replyForm the form in which it is answered
 * @param event the event, if it was one
 */
public record V1Request(Object payload, CloudEventMode replyForm, Optional<CloudEvent> event) {}
