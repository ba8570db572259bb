package dev.ponder.runtime.rest.inference;

import java.util.function.Supplier;

import dev.ponder.runtime.rest.relay.RelayedStreamFormat;

/**
 * What differs between the endpoints that {@link InferenceService} answers.
 *
 * @param reader parses the bodies
 * @param encoders create the encoder of each response of the engine
 * @param relayFormats create the format of each relayed stream
 */
public record InferenceEndpoint(RequestReader reader, AnswerEncoder.Factory encoders,
        Supplier<RelayedStreamFormat> relayFormats) {}
