package dev.ponder.kserve.v2;

import dev.ponder.support.ServerTest;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.FakeModel;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;

/** Base class of tests of the Open Inference Protocol, with served models whose answers a test scripts. */
@WithTestResource(value = V2ModelsResource.class, scope = TestResourceScope.GLOBAL)
public abstract class V2Test extends ServerTest {

    /** Sets the script of the model behind all names of {@link V2ModelsResource}. */
    protected FakeModel target(UpstreamScript behaviour) {
        return upstream.named(V2ModelsResource.TARGET).plays(behaviour);
    }

    protected HttpReply get(String path) {
        return client.send("GET", path, "");
    }

    /** Posts JSON. */
    protected HttpReply post(String path, Object body, String... headers) {
        return client.at(path).chat(body, headers);
    }

    /** Posts tensors as JSON. */
    protected HttpReply infer(String model, Object body, String... headers) {
        return post("/v2/models/" + model + "/infer", body, headers);
    }
}
