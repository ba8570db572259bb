package dev.ponder.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.ChatJson;
import dev.ponder.support.upstream.FakeUpstreamResource;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** Without a strategy, bytes are forwarded unchanged in both directions. */
@QuarkusTest
class RelayTest extends ServerTest {

    private static final String ENVELOPE = "\"id\" : \"x\", \"object\":\"chat.completion.chunk\",  \"created\":1,\"model\":\"up\",";
    /** A valid stream in a format that Ponder itself does not write. */
    private static final String ODD_STREAM = ": hello\n\n"
            + "data: { \"choices\" : [ ] , \"x\":1.50, \"id\":\"\",\"object\":\"\",\"created\":0,\"model\":\"\" }\n\n"
            + "data: {" + ENVELOPE + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\\u00e9🙂\","
            + "\"role\":\"assistant\"},\"finish_reason\":\"stop\"}]}\n\n"
            + "data: [DONE]\n\n";

    @Test
    void forwardsAStreamUnchanged() {
        var model = model().plays(call -> call.head().chunk(ODD_STREAM).end());

        HttpReply reply = client.chat(Chat.stream(model.name()));

        assertThat(reply.text()).isEqualTo(ODD_STREAM);
        assertThat(reply.header("Content-Type")).isEqualTo("text/event-stream; charset=utf-8");
        assertThat(reply.header("X-Accel-Buffering")).isEqualTo("no");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-cache, no-transform");
        assertThat(reply.header("X-Ponder-Strategy")).isEqualTo("none");
        assertThat(reply.header("X-Ponder-Streaming")).isEqualTo("native");
    }

    @Test
    void forwardsAWholeReplyUnchangedWithTheUpstreamsHeaders() {
        String odd = "{ " + ENVELOPE.replace(".chunk", "") + "\n \"cost\":0.10, \"choices\":"
                + "[{\"message\":{\"role\":\"assistant\",\"content\":\"\\u00e9\"},\"finish_reason\":\"stop\"}] }\n";
        var model = model().plays(call -> call.reply(200, odd, Map.of("x-request-id", "r-1")));

        HttpReply reply = client.chat(Chat.ask(model.name()));

        assertThat(reply.text()).isEqualTo(odd);
        assertThat(reply.header("X-Upstream-Request-Id")).isEqualTo("r-1");
        assertThat(reply.header("Content-Length")).isEqualTo("" + odd.length());
    }

    @Test
    void forwardsABodyWithoutPonderFieldsUnchanged() {
        var model = model().plays(UpstreamScript.answers("391"));
        String odd = "{ \"temperature\": 0.70,\n\t\"model\" :\"" + model.name()
                + "\", \"x\":null,\"messages\":[ {\"role\":\"user\",\"content\":\"\\u00e9🙂\"} ] ,"
                + " \"big\":12345678901234567890123, \"tiny\":1E-400}";

        client.chat(odd);

        assertThat(new String(model.next().bytes(), StandardCharsets.UTF_8)).isEqualTo(odd);
    }

    @Test
    void changesOnlyTheModelAndPonderFieldsOtherwise() {
        var model = model().plays(UpstreamScript.answers("391"));
        ObjectNode sent = unusual("none-" + model.name());

        client.chat(sent);

        ObjectNode expected = unusual(model.name());
        expected.remove("ponder");
        assertThat(model.next().json()).hasToString(expected.toString());
    }

    @Test
    void keepsAllDigitsOfNumbersWhenItRewrites() {
        var model = model().plays(UpstreamScript.answers("391"));

        client.chat("{\"model\":\"none-" + model.name() + "\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],"
                + "\"big\":12345678901234567890123,\"precise\":0.1234567890123456789,\"tiny\":1E-400,\"huge\":1E+400}");

        JsonNode sent = model.next().json();
        assertThat(sent.path("big").decimalValue()).isEqualByComparingTo("12345678901234567890123");
        assertThat(sent.path("precise").decimalValue()).isEqualByComparingTo("0.1234567890123456789");
        assertThat(sent.path("tiny").decimalValue()).isEqualByComparingTo("1E-400");
        assertThat(sent.path("huge").decimalValue()).isEqualByComparingTo("1E+400");
    }

    @Test
    void neverSendsPonderFieldsUpstream() {
        var model = model().plays(UpstreamScript.answers("391"));
        ObjectNode body = Chat.ask(model.name()).put("optillm_approach", "none").put("best_of_n", 3)
                .put("first_of_n_candidates", 2);
        body.putObject("ponder").put("strategy", "none");

        client.chat(body);

        assertThat(model.next().json()).isEqualTo(Chat.ask(model.name()));
    }

    @Test
    void sendsTheConfiguredKeyInsteadOfTheClients() {
        var model = model().plays(UpstreamScript.answers("391"));

        client.chat(Chat.ask(model.name()), "Authorization", "Bearer sk-of-a-client");

        assertThat(model.next().headers("Authorization"))
                .containsExactly("Bearer " + FakeUpstreamResource.API_KEY);
    }

    @Test
    void keepsUnknownFieldsAndDropsNullsForAStrategy() {
        var model = model().plays(UpstreamScript.answers("391"));

        client.chat(
                "{\"model\":\"two_stage-" + model.name() + "\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],"
                        + "\"top_k\":40,\"stop\":null,\"precise\":0.1234567890123456789,\"nested\":{\"null\":null}}");

        model.next();
        JsonNode answering = model.next().json();
        assertThat(answering.path("top_k").asInt()).isEqualTo(40);
        assertThat(answering.path("precise").decimalValue()).isEqualByComparingTo("0.1234567890123456789");
        assertThat(answering.path("nested")).hasToString("{\"null\":null}");
        assertThat(answering.has("stop")).isFalse();
    }

    /** A request with many members that no schema has. */
    private static ObjectNode unusual(String model) {
        ObjectNode body = Chat.ask(model).put("temperature", 0.7).put("top_k", 40).put("unknown", "é🙂");
        body.putObject("chat_template_kwargs").put("enable_thinking", false).putNull("nothing");
        body.putArray("logit_bias_list").add(1).add(2.5);
        body.putObject("ponder").put("progress", "off");
        ((ObjectNode) body.path("messages").path(0)).put("name", "ann").set("cache_control",
                ChatJson.error("x", "y"));
        return body;
    }
}
