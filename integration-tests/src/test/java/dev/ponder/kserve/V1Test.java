package dev.ponder.kserve;

import java.net.URI;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.BeforeEach;

import dev.ponder.it.client.LiveReply;
import dev.ponder.it.client.PonderClient;
import dev.ponder.it.client.Reply;
import dev.ponder.it.upstream.FakeUpstream;
import dev.ponder.it.upstream.FakeUpstreamResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;

/** A test of the running server by V1. Bodies are given with single quotes for easier reading. */
@WithTestResource(value = FakeUpstreamResource.class, scope = TestResourceScope.GLOBAL)
abstract class V1Test {

    @TestHTTPResource
    URI server;

    FakeUpstream upstream;

    PonderClient client;

    @BeforeEach
    void connect() {
        client = new PonderClient(server);
    }

    Reply predict(String model, String body, String... headers) {
        return at(model + ":predict").chat(quoted(body), headers);
    }

    /** Without a content type, but for what is said here. */
    Reply predictBare(String model, String body, String... headers) {
        return at(model + ":predict").chatBare(quoted(body), headers);
    }

    Reply explain(String model, String body, String... headers) {
        return at(model + ":explain").chat(quoted(body), headers);
    }

    CompletableFuture<LiveReply> predictLive(String model, String body, String... headers) {
        return at(model + ":predict").chatLive(quoted(body), headers);
    }

    static String quoted(String json) {
        return json.replace('\'', '"');
    }

    private PonderClient at(String target) {
        return client.at("/v1/models/" + target);
    }
}
