package dev.ponder.runtime.upstream.sim;

import static dev.ponder.runtime.upstream.sim.SimKit.ask;
import static dev.ponder.runtime.upstream.sim.SimKit.json;
import static dev.ponder.runtime.upstream.sim.SimKit.text;
import static dev.ponder.runtime.upstream.sim.SimKit.upstream;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.runtime.upstream.Endpoint;
import dev.ponder.runtime.upstream.RelayCall;
import dev.ponder.runtime.upstream.RelayedReply;
import dev.ponder.runtime.upstream.TimeoutOverrides;
import dev.ponder.runtime.upstream.sim.SimKit.ManualDelays;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.buffer.Buffer;

/** The bytes of a relayed call. */
class SimRelayTest {

    private static final String REQUEST = """
            {"model":"sim","seed":3,"messages":[{"role":"system","content":null},{"role":"user","content":
             [{"type":"text","text":"What is 17*23?"},{"type":"image_url","image_url":{"url":"data:,"}}]}]%s}""";

    private final SimUpstream upstream = upstream(1, 1);

    @Test
    void answersWithACompletion() {
        RelayedReply reply = relay(upstream, REQUEST.formatted(",\"n\":2"), false);
        JsonNode body = json(body(reply).get(0));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers()).containsEntry("Content-Type", "application/json");
        assertThat(body.path("id").asText()).startsWith("chatcmpl-sim-");
        assertThat(body.path("object").asText()).isEqualTo("chat.completion");
        assertThat(body.path("created").asLong()).isEqualTo(1_750_000_000);
        assertThat(body.path("model").asText()).isEqualTo("sim");
        assertThat(body.path("system_fingerprint").asText()).isEqualTo("simulated");
        assertThat(body.path("choices")).hasSize(2).extracting(choice -> choice.path("index").asInt())
                .containsExactly(0, 1);
        assertThat(body.at("/choices/1/message/role").asText()).isEqualTo("assistant");
        assertThat(body.at("/choices/1/message/content").asText()).endsWith("The answer is 391.");
        assertThat(body.at("/choices/1/finish_reason").asText()).isEqualTo("stop");
        assertThat(body.at("/usage/total_tokens").asInt())
                .isEqualTo(body.at("/usage/prompt_tokens").asInt() + body.at("/usage/completion_tokens").asInt())
                .isGreaterThan(10);
    }

    @Test
    void saysTheSameByBothDoors() {
        String request = """
                {"model":"sim","seed":3,"messages":[{"role":"user","content":"What is 17*23?"}]}""";

        assertThat(json(body(relay(upstream, request, false)).get(0)).at("/choices/0/message/content").asText())
                .isEqualTo(text(upstream, ask("What is 17*23?").withSeed(3)));
    }

    @Test
    void streamsEventsOnePerBuffer() {
        RelayedReply reply = relay(upstream, REQUEST.formatted(",\"stream\":true"), true);
        List<String> events = body(reply);
        List<JsonNode> chunks = chunks(events);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers()).containsEntry("Content-Type", "text/event-stream;charset=utf-8");
        assertThat(events).allMatch(event -> event.startsWith("data: ") && event.indexOf("\n\n") == event.length() - 2);
        assertThat(events.get(events.size() - 1)).isEqualTo("data: [DONE]\n\n");
        assertThat(chunks.get(0).at("/choices/0/delta").toString())
                .isEqualTo("{\"role\":\"assistant\",\"content\":\"\"}");
        assertThat(chunks).allMatch(chunk -> chunk.path("id").equals(chunks.get(0).path("id")) && !chunk.has("usage"));
        assertThat(content(chunks, 0)).isEqualTo(json(body(relay(upstream, REQUEST.formatted(""), false)).get(0))
                .at("/choices/0/message/content").asText());
        assertThat(chunks.get(chunks.size() - 1).at("/choices/0").toString())
                .isEqualTo("{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"stop\"}");
    }

    @Test
    void interleavesChoicesAndReportsUsageLast() {
        var chunks = chunks(body(relay(upstream,
                REQUEST.formatted(",\"stream\":true,\"n\":3,\"stream_options\":{\"include_usage\":true}"), true)));
        JsonNode last = chunks.get(chunks.size() - 1);

        assertThat(chunks.subList(0, 6)).extracting(chunk -> chunk.at("/choices/0/index").asInt())
                .containsExactly(0, 1, 2, 0, 1, 2);
        for (int choice = 0; choice < 3; choice++) {
            assertThat(content(chunks, choice)).endsWith("The answer is 391.");
        }
        assertThat(chunks.stream().filter(chunk -> chunk.at("/choices/0/finish_reason").isTextual())).hasSize(3);
        assertThat(last.path("choices")).isEmpty();
        assertThat(last.at("/usage/completion_tokens").asInt()).isEqualTo(chunks.size() - 3 - 3 - 1);
        assertThat(chunks.subList(0, chunks.size() - 1))
                .allMatch(chunk -> chunk.has("usage") && chunk.path("usage").isNull());
    }

    @Test
    void streamsToolCalls() {
        String tools = """
                ,"tools":[{"type":"function","function":{"name":"calculator"}}],"tool_choice":"required" """;
        var chunks = chunks(body(relay(upstream, REQUEST.formatted(tools), true)));
        var whole = json(body(relay(upstream, REQUEST.formatted(tools), false)).get(0));

        assertThat(chunks.get(1).at("/choices/0/delta/tool_calls/0/function/name").asText()).isEqualTo("calculator");
        assertThat(chunks.get(1).at("/choices/0/delta/tool_calls/0/type").asText()).isEqualTo("function");
        assertThat(chunks.get(chunks.size() - 1).at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
        assertThat(whole.at("/choices/0/message/content").isNull()).isTrue();
        assertThat(whole.at("/choices/0/message/tool_calls/0/function/arguments").asText())
                .isEqualTo("{\"expression\":\"17*23\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"model\":\"sim\"}", "{\"model\":\"sim\",\"messages\":[]}",
            "{\"model\":\"sim\",\"messages\":[3]}", "{\"messages\":[{\"role\":\"user\",\"content\":\"3+4\"}]}",
            "{\"model\":\"sim\",\"n\":0,\"messages\":[{\"role\":\"user\",\"content\":\"3+4\"}]}",
            "{\"model\":\"sim\",\"seed\":\"x\",\"messages\":[{\"role\":\"user\",\"content\":\"3+4\"}]}"})
    void refusesABodyThatIsNoRequest(String body) {
        for (boolean streaming : new boolean[]{true, false}) {
            RelayedReply reply = relay(upstream, body, streaming);
            JsonNode error = json(body(reply).get(0)).path("error");

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.headers()).containsEntry("Content-Type", "application/json");
            assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
            assertThat(error.path("message").asText()).contains("expected");
            assertThat(error.path("param").isTextual()).isTrue();
        }
    }

    @Test
    void waitsForTheFirstTokenAndStopsWhenTheClientLeaves() {
        var delays = new ManualDelays();
        var events = SimKit.slow(delays).relay(call(REQUEST.formatted(""), true))
                .subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
        assertThat(events.getItems()).as("the head").hasSize(1);
        delays.pass();
        assertThat(events.getItems()).hasSize(3);
        events.cancel();

        assertThat(delays.timers()).isZero();
    }

    @Test
    void listsItsModelAsSimulated() {
        assertThat(upstream.models().await().indefinitely()).hasSize(1).first()
                .satisfies(model -> assertThat(model.toString()).isEqualTo("{\"id\":\"sim\",\"object\":\"model\","
                        + "\"created\":1735689600,\"owned_by\":\"ponder (simulated)\"}"));
    }

    private static RelayCall call(String body, boolean streaming) {
        return new RelayCall(new Endpoint("/chat/completions", "chat completions"), "sim", Buffer.buffer(body), streaming, false, TimeoutOverrides.NONE);
    }

    private static RelayedReply relay(SimUpstream upstream, String body, boolean streaming) {
        return RelayedReply.of(upstream.relay(call(body, streaming)));
    }

    private static List<String> body(RelayedReply reply) {
        return reply.pieces().stream().map(Buffer::toString).toList();
    }

    private static List<JsonNode> chunks(List<String> events) {
        return events.stream().limit(events.size() - 1).map(event -> json(event.substring("data: ".length()))).toList();
    }

    private static String content(List<JsonNode> chunks, int choice) {
        var content = new StringBuilder();
        chunks.stream().map(chunk -> chunk.at("/choices/0")).filter(each -> each.path("index").asInt(-1) == choice)
                .forEach(each -> content.append(each.at("/delta/content").asText("")));
        return content.toString();
    }
}
