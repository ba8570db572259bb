package dev.ponder.runtime.rest.openai;

import jakarta.enterprise.context.ApplicationScoped;

import dev.ponder.runtime.rest.inference.ClientRequestReader;
import dev.ponder.runtime.rest.inference.RequestReader;
import dev.ponder.runtime.upstream.Endpoint;

/** Parses the bodies of embeddings and rerank requests. The model that answers checks all members but {@code model}. */
@ApplicationScoped
class EncoderRequestReader {

    private final ClientRequestReader requests;

    EncoderRequestReader(ClientRequestReader requests) {
        this.requests = requests;
    }

    /**
     * A reader of the bodies of an endpoint.
     *
     * @param members the members that the endpoint needs, for error messages
     */
    RequestReader of(Endpoint endpoint, String members) {
        return (received, hints) -> requests.readWhole(endpoint, received, members, hints);
    }
}
