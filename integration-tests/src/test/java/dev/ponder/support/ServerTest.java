package dev.ponder.support;

import java.net.URI;

import org.junit.jupiter.api.BeforeEach;

import dev.ponder.support.client.PonderClient;
import dev.ponder.support.upstream.FakeModel;
import dev.ponder.support.upstream.FakeUpstream;
import dev.ponder.support.upstream.FakeUpstreamResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;

/** Base class of tests of the running server with a scripted upstream. */
@WithTestResource(value = FakeUpstreamResource.class, scope = TestResourceScope.GLOBAL)
public abstract class ServerTest {

    @TestHTTPResource
    protected URI server;

    protected FakeUpstream upstream;

    protected PonderClient client;

    @BeforeEach
    void connect() {
        client = new PonderClient(server);
    }

    /** Returns a new model, which holds all calls until the test answers them. */
    protected FakeModel model() {
        return upstream.model();
    }
}
