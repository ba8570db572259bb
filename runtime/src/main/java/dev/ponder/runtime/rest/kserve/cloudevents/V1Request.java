package dev.ponder.runtime.rest.kserve.cloudevents;

import java.util.Optional;

import io.cloudevents.CloudEvent;

/**
 * A V1 request body.
 *
 * @param payload a {@code JsonNode} or a {@code byte[]}, for the first hook method
 * @param replyMode the mode of the response
 * @param event the CloudEvent without its data; empty if the request is not one
 */
public record V1Request(Object payload, CloudEventMode replyMode, Optional<CloudEvent> event) {}
