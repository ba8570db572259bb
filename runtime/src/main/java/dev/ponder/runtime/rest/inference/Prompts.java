package dev.ponder.runtime.rest.inference;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.error.RequestException;

/**
 * The prompts of a request, or the reason why only an upstream can answer it.
 *
 * @param requests one chat request for each prompt
 * @param relayOnly the reason why no chat model can answer; null if one can
 */
public record Prompts(List<ChatRequest> requests, @Nullable RequestException relayOnly) {

    /** A request without prompts, such as one for vectors. */
    public static final Prompts NONE = new Prompts(List.of(), null);

    /** Copies the list. */
    public Prompts {
        requests = List.copyOf(requests);
    }

    /** Prompts that a chat model can answer. */
    public static Prompts of(List<ChatRequest> requests) {
        return new Prompts(requests, null);
    }

    /** A request that no chat model can answer. */
    public static Prompts relayOnly(RequestException reason) {
        return new Prompts(List.of(), reason);
    }

    /** The chat requests. Fails with 400 if only an upstream can answer. */
    public List<ChatRequest> required() {
        if (relayOnly != null) {
            throw relayOnly;
        }
        return requests;
    }
}
