package dev.ponder.kserve.v2;

import dev.ponder.it.ServerTest;
import dev.ponder.it.client.Reply;
import dev.ponder.it.upstream.Behaviour;
import dev.ponder.it.upstream.FakeModel;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;

/** A test of the Open Inference Protocol, with served models whose answers it scripts. */
@WithTestResource(value = StrategyModels.class, scope = TestResourceScope.GLOBAL)
abstract class ProtocolTest extends ServerTest {

    /** The model behind all names of {@link StrategyModels}. */
    FakeModel target(Behaviour behaviour) {
        return upstream.named(StrategyModels.TARGET).that(behaviour);
    }

    Reply get(String path) {
        return client.send("GET", path, "");
    }

    /** Posts JSON. */
    Reply post(String path, Object body, String... headers) {
        return client.at(path).chat(body, headers);
    }

    /** Posts tensors as JSON. */
    Reply infer(String model, Object body, String... headers) {
        return post("/v2/models/" + model + "/infer", body, headers);
    }
}
