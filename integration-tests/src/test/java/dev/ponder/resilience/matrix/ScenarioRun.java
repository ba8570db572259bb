package dev.ponder.resilience.matrix;

import java.net.URI;

import dev.ponder.support.client.RawHttpClient;
import dev.ponder.support.client.RawRequest;
import dev.ponder.support.upstream.FakeModel;

/** One run of a scenario in one mode, with a model of its own. */
record ScenarioRun(Scenario scenario, Mode mode, URI server, FakeModel model, RawRequest request) {

    RawHttpClient connect() {
        return new RawHttpClient(server).send(request);
    }

    /** What the page shows for this run. */
    String expected() {
        return scenario.expected(mode);
    }
}
