package dev.ponder.runtime.rest.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.runtime.rest.openai.Bodies;
import io.vertx.core.buffer.Buffer;

class RelayableBodyTest {

    private static final Buffer RECEIVED = Buffer.buffer("{ \"a\":1, \"model\" : \"m\", \"b\":2 }");
    private final ObjectNode json = Bodies.json("{'a': 1, 'model': 'm', 'b': 2}");

    @Test
    void theReceivedBytesAreForwardedUnlessSomethingMustChange() {
        var body = new RelayableBody(RECEIVED, json, false);

        assertThat(body.forModel("m", "m")).isSameAs(RECEIVED);
        assertThat(body.forModel("m", "n")).hasToString("{\"a\":1,\"model\":\"n\",\"b\":2}");
        assertThat(new RelayableBody(RECEIVED, json, true).forModel("m", "m"))
                .hasToString("{\"a\":1,\"model\":\"m\",\"b\":2}");
    }

    @Test
    void theParsedBodyStaysAsItIs() {
        new RelayableBody(RECEIVED, json, false).forModel("m", "n");

        assertThat(json).isEqualTo(Bodies.json("{'a': 1, 'model': 'm', 'b': 2}"));
    }
}
