package dev.ponder.resilience.matrix;

import dev.ponder.resilience.matrix.upstream.FaultyModel;
import dev.ponder.support.client.RawHttpClient;
import dev.ponder.support.client.RawRequest;

import java.net.URI;


/** One run of a row: a model that plays its script, and a client that asks for it. */
record ScenarioRun(Scenario row, Mode column, URI server, FaultyModel model, RawRequest ask) {

    RawHttpClient connect() {
        return new RawHttpClient(server, ask);
    }

    /** What the column should show. */
    String expected() {
        return row.expected(column);
    }
}
