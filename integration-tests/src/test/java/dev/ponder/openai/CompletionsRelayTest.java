package dev.ponder.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.support.OpenAiErrors;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.Texts;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** Text completions without a strategy are relayed unchanged. */
@QuarkusTest
class CompletionsRelayTest extends ServerTest {

    private static final String MEMBERS = "\"id\" : \"x\", \"object\":\"text_completion\",\"created\": 7 ,\"model\":\"other\", ";
    private static final String ODD_STREAM = ": hello\n\ndata: { " + MEMBERS + "\"choices\" : [ ] , \"x\":1.50 }\n\n"
            + "data: {" + MEMBERS
            + "\"choices\":[{\"index\":0,\"text\":\"\\u00e9🙂\",\"finish_reason\":\"stop\"}]}\n\n"
            + "data: [DONE]\n\n";

    @BeforeEach
    void complete() {
        client = client.at("/v1/completions");
    }

    @Test
    void forwardTheBodyUnchanged() {
        var model = model().plays(UpstreamScript.answers("391"));
        String odd = "{ \"prompt\":[[1, 2],[ 3]],\n\t\"model\" :\"" + model.name()
                + "\", \"echo\":true, \"suffix\": \"x\",\"best_of\":2,\"logprobs\":3, \"max_tokens\": 16 }";

        HttpReply reply = client.chat(odd);

        FakeCall call = model.next();
        assertThat(new String(call.bytes(), StandardCharsets.UTF_8)).isEqualTo(odd);
        assertThat(call.endpoint()).isEqualTo("/completions");
        assertThat(reply.completion(0)).isEqualTo("391");
        assertThat(reply.header("X-Ponder-Strategy")).isEqualTo("none");
        assertThat(reply.header("X-Ponder-Streaming")).isEqualTo("native");
    }

    @Test
    void forwardRepliesUnchanged() {
        String odd = "{ " + MEMBERS + "\n \"choices\":[{\"text\":\"\\u00e9\",\"finish_reason\":\"stop\"}] }\n";
        var model = model().plays(call -> call.reply(200, odd, Map.of("x-request-id", "r-1")));

        HttpReply reply = client.chat(Texts.complete(model.name()));

        assertThat(reply.text()).isEqualTo(odd);
        assertThat(reply.header("X-Upstream-Request-Id")).isEqualTo("r-1");
    }

    @Test
    void forwardStreamsUnchanged() {
        var model = model().plays(call -> call.head().chunk(ODD_STREAM).end());

        HttpReply reply = client.chat(Texts.complete(model.name()).put("stream", true));

        assertThat(reply.text()).isEqualTo(ODD_STREAM);
        assertThat(reply.header("Content-Type")).isEqualTo("text/event-stream; charset=utf-8");
    }

    @Test
    void changeOnlyTheModelAndPonderFields() {
        var model = model().plays(UpstreamScript.answers("391"));
        ObjectNode body = Texts.complete("none-" + model.name()).put("optillm_approach", "none").put("best_of_n", 3);
        body.putObject("ponder").put("strategy", "none");

        client.chat(body);

        assertThat(model.next().json()).isEqualTo(Texts.complete(model.name()));
    }

    @Test
    void reportATruncatedStream() {
        var model = model().plays(call -> call.begin().say("It ", "is ").end());

        HttpReply reply = client.chat(Texts.complete(model.name()).put("stream", true));

        assertThat(reply.completion(0)).isEqualTo("It is ");
        assertThat(OpenAiErrors.ending(reply).path("type").asText()).isEqualTo("upstream_error");
    }

    @Test
    void becomeAStreamWhereTheUpstreamHasNone() {
        var model = model().plays(call -> call.completion("It is 391."));

        HttpReply reply = client.chat(Texts.complete(model.name()).put("stream", true));

        assertThat(reply.completion(0)).isEqualTo("It is 391.");
        assertThat(reply.finishReasons(0)).containsExactly("stop");
        assertThat(reply.chunks()).allMatch(chunk -> chunk.path("object").asText().equals("text_completion"));
        assertThat(reply.events()).endsWith("[DONE]");
    }
}
