package dev.ponder.support;

import dev.ponder.support.client.PonderClient;
import dev.ponder.support.upstream.FakeModel;
import dev.ponder.support.upstream.FakeUpstream;
import dev.ponder.support.upstream.FakeUpstreamResource;

import java.net.URI;

import org.junit.jupiter.api.BeforeEach;

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
