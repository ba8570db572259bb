package dev.ponder.runtime.rest.openai;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import dev.ponder.runtime.rest.inference.ClientRequestReader;
import dev.ponder.runtime.rest.inference.JsonBodyReader;
import dev.ponder.runtime.rest.inference.RequestReader;
import dev.ponder.runtime.rest.inference.ResponseOptions;
import dev.ponder.runtime.upstream.Endpoint;

/** Reads the bodies of endpoints that only an upstream answers: what is asked there is its business. */
@ApplicationScoped
class RelayRequestReader {

    private final JsonBodyReader parser;
    private final ClientRequestReader requests;

    RelayRequestReader(JsonBodyReader parser, ClientRequestReader requests) {
        this.parser = parser;
        this.requests = requests;
    }

    /** A reader of an endpoint's bodies; {@code members} says what is expected in them. */
    RequestReader of(Endpoint endpoint, String members) {
        return (bytes, strategyHeader) -> requests.read(endpoint, bytes, parser.object(bytes, members),
                strategyHeader, (model, body) -> List::of, ResponseOptions.WHOLE);
    }
}
