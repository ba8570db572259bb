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

        assertThat(body.forModel("m", "m", false)).isSameAs(RECEIVED);
        assertThat(body.forModel("m", "n", false)).hasToString("{\"a\":1,\"model\":\"n\",\"b\":2}");
        assertThat(new RelayableBody(RECEIVED, json, true).forModel("m", "m", false))
                .hasToString("{\"a\":1,\"model\":\"m\",\"b\":2}");
    }

    @Test
    void theParsedBodyStaysAsItIs() {
        new RelayableBody(RECEIVED, json, false).forModel("m", "n", false);

        assertThat(json).isEqualTo(Bodies.json("{'a': 1, 'model': 'm', 'b': 2}"));
    }

    @Test
    void theUsageOfAStreamIsAskedForInOptionsThatDoNot() {
        for (String options : new String[]{"null", "{}", "{'include_usage': false}"}) {
            var body = new RelayableBody(RECEIVED, Bodies.json("{'model': 'm', 'stream_options': " + options + "}"),
                    false);

            assertThat(body.forModel("m", "m", true))
                    .hasToString("{\"model\":\"m\",\"stream_options\":{\"include_usage\":true}}");
            assertThat(body.forModel("m", "m", false)).isSameAs(RECEIVED);
        }
        assertThat(new RelayableBody(RECEIVED, json, false).forModel("m", "m", true)).isSameAs(RECEIVED);
        assertThat(new RelayableBody(RECEIVED,
                Bodies.json("{'model': 'm', 'stream_options': {'include_usage': true, 'x': 1}}"), false)
                .forModel("m", "m", true)).isSameAs(RECEIVED);
    }

    @Test
    void halfOfASurrogatePairIsForwardedAsAnEscape() {
        var body = new RelayableBody(RECEIVED,
                Bodies.json("{'model': 'm', 'a': 'cut \\ud83d', 'b': '\\ude00 \\ud83d\\ude00'}"), true);

        assertThat(body.forModel("m", "m", false))
                .hasToString("{\"model\":\"m\",\"a\":\"cut \\ud83d\",\"b\":\"\\ude00 \ud83d\ude00\"}");
    }
}
