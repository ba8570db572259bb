package dev.ponder.it;

import java.net.URI;

import org.junit.jupiter.api.BeforeEach;

import dev.ponder.it.client.PonderClient;
import dev.ponder.it.upstream.FakeModel;
import dev.ponder.it.upstream.FakeUpstream;
import dev.ponder.it.upstream.FakeUpstreamResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;

/** A test of the running server, with an upstream that it scripts. */
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

    /** A model of this test alone. */
    protected FakeModel model() {
        return upstream.model();
    }
}
