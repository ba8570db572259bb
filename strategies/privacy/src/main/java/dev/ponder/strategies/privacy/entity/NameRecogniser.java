package dev.ponder.strategies.privacy.entity;

import java.util.List;

/**
 * Finds names of persons, or other entities that need a model, in a text. A CDI bean that implements it is used by the
 * strategy {@code privacy} in addition to the recognisers that the strategy has.
 *
 * <p>Ponder ships no implementation. <b>Threads.</b> Called on worker threads, concurrently; may block. <b>Errors.</b> An
 * exception fails the request, or leaves the names of the text unmasked if
 * {@code ponder.strategies.privacy.on-error=skip}; its message is neither logged nor returned.
 */
public interface NameRecogniser {

    /**
     * The entities of the text, in any order; they may overlap. Usual label: {@code PERSON}.
     *
     * @param text a message or a part of one
     */
    List<Detection> recognise(String text);
}
