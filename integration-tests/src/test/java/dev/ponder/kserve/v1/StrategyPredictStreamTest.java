package dev.ponder.kserve.v1;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.LiveReply;
import dev.ponder.support.client.RawHttpClient;
import dev.ponder.support.upstream.ChatJson;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.FakeModel;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** Streams of chat models, with and without a strategy, by V1. */
@QuarkusTest
@Timeout(60)
class StrategyPredictStreamTest extends V1Test {

    private static final String STREAM = "{'instances':['a'],'stream':true}";

    private final List<FakeCall> calls = new ArrayList<>();

    @BeforeEach
    void hold() {
        for (String name : List.of("v1-plain", "v1-reread", "v1-drafted", "v1-voted")) {
            upstream.named(name).plays(UpstreamScript.HOLD).skipCalls();
        }
    }

    @ParameterizedTest
    @CsvSource({"plain, none", "reread, re2"})
    void areSentChunkByChunk(String model, String strategy) {
        FakeModel asked = upstream.named("v1-" + model);
        var reply = predictLive(model, STREAM);
        FakeCall call = asked.next();
        call.begin().say("It ");

        LiveReply live = reply.join();
        assertThat(live.header("Content-Type")).isEqualTo("application/x-ndjson");
        assertThat(live.header("X-Ponder-Strategy")).isEqualTo(strategy);
        assertThat(live.header("X-Ponder-Streaming")).isEqualTo("native");
        assertThat(json(live.nextLine())).hasToString(quoted("{'index':0,'prediction':'It '}"));
        call.say("is.");
        assertThat(json(live.nextLine()).path("prediction").asText()).isEqualTo("is.");
        call.finish("length");
        JsonNode last = json(live.nextLine());
        assertThat(last.path("finish_reason").asText()).isEqualTo("length");
        assertThat(last.path("usage").path("total_tokens").isNumber()).isTrue();
        assertThat(live.rest()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'instances':['a']}", STREAM})
    void areEventsIfAccepted(String body) {
        upstream.named("v1-plain").plays(UpstreamScript.answers("It is."));

        HttpReply reply = predict("plain", body, "Accept", "text/event-stream");

        assertThat(reply.header("Content-Type")).isEqualTo("text/event-stream; charset=utf-8");
        assertThat(reply.events()).hasSize(3).startsWith(quoted("{'index':0,'prediction':'It '}"));
        assertThat(reply.text()).doesNotContain("[DONE]");
    }

    @Test
    void haveTheIndexOfTheInstance() {
        upstream.named("v1-plain")
                .plays(UpstreamScript.answers(call -> call.prompt().contains("first") ? "one" : "two"));

        List<JsonNode> chunks = predict("plain", "{'instances':['first','second'],'stream':true}").text().lines()
                .map(StrategyPredictStreamTest::json).toList();

        assertThat(chunks).filteredOn(chunk -> chunk.path("prediction").asText().equals("one"))
                .extracting(chunk -> chunk.path("index").asInt()).containsExactly(0);
        assertThat(chunks).filteredOn(chunk -> chunk.path("prediction").asText().equals("two"))
                .extracting(chunk -> chunk.path("index").asInt()).containsExactly(1);
        assertThat(chunks).filteredOn(chunk -> chunk.has("finish_reason"))
                .extracting(chunk -> chunk.path("index").asInt()).containsExactlyInAnyOrder(0, 1);
    }

    @ParameterizedTest
    @CsvSource({"*/*", "text/event-stream"})
    void endWithAnErrorThatOccursMidStream(String accepted) {
        FakeModel asked = upstream.named("v1-plain");
        var reply = predictLive("plain", STREAM, "Accept", accepted);
        FakeCall call = asked.next();
        call.begin().say("It ");
        LiveReply live = reply.join();
        assertThat(live.nextLine()).contains("It ");

        call.close();

        String rest = live.rest().strip();
        assertThat(rest).doesNotContain("finish_reason");
        assertThat(rest.contains("event: error\ndata: {")).isEqualTo(accepted.startsWith("text"));
        JsonNode error = json(rest.substring(rest.lastIndexOf("{\"error\"")));
        assertThat(error.path("error").isTextual()).as(rest).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"plain, 1, true", "plain, 1, false", "drafted, 3, true", "drafted, 3, false", "team:voted, 5, true"})
    void closeTheirCallsWhenTheClientDisconnects(String model, int pending, boolean stream) {
        FakeModel asked = upstream.named("v1-" + model.replace("team:", ""));
        int before = asked.calls().size();
        try (var socket = new RawHttpClient(server)) {
            post(socket, model + ":predict", "{'instances':['a'],'stream':" + stream + "}");
            for (int i = 0; i < pending; i++) {
                calls.add(asked.next());
            }
        }

        calls.forEach(call -> assertThat(call.closedAt()).isPositive());
        assertThat(asked.calls()).hasSize(before + pending);
    }

    private static JsonNode json(String text) {
        return ChatJson.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
