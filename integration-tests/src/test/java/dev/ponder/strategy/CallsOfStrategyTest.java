package dev.ponder.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.FakeModel;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** The calls that strategies make: their parameters, their form and their seeds. */
@QuarkusTest
class CallsOfStrategyTest extends ServerTest {

    @ParameterizedTest
    @ValueSource(strings = {"moa", "bon", "self_consistency", "cot_reflection", "re2"})
    void allHaveTheParametersThatDecideWhereThePromptGoes(String strategy) {
        FakeModel model = model().plays(UpstreamScript.drafts());
        ObjectNode body = Chat.ask(strategy + "-" + model.name()).put("user", "u-1").put("x_vendor", true);
        body.putObject("provider").put("data_collection", "deny").put("zdr", true);

        assertThat(client.chat(body).status()).isEqualTo(200);

        assertThat(model.calls()).allSatisfy(call -> {
            assertThat(call.json().get("provider")).isEqualTo(body.get("provider"));
            assertThat(call.json().path("user").asText()).isEqualTo("u-1");
            assertThat(call.json().path("x_vendor").asBoolean()).isTrue();
        });
    }

    @ParameterizedTest
    @CsvSource({"moa, true", "moa, false", "bon, true", "self_consistency, false", "majority_voting, true",
            "cot_reflection, false", "re2, false"})
    void areStreamsWhereTheModelOnlyStreams(String strategy, boolean stream) {
        UpstreamScript rejected = UpstreamScript.responds(400,
                "{\"error\": {\"message\": \"This model only support stream mode\"}}", Map.of());
        FakeModel model = model().plays(
                call -> (call.streaming() ? UpstreamScript.drafts() : rejected).play(call));
        String name = strategy + "-" + model.name();

        HttpReply reply = client.chat(stream ? Chat.stream(name) : Chat.ask(name));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).doesNotContain("\"error\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"re2", "cot_reflection", "moa"})
    void haveNoStreamOptionsWhereTheModelRejectsThem(String strategy) {
        UpstreamScript rejected = UpstreamScript.responds(422,
                "{\"detail\": [{\"type\": \"extra_forbidden\", \"loc\": [\"body\", \"stream_options\"],"
                        + " \"msg\": \"Extra inputs are not permitted\"}]}",
                Map.of());
        FakeModel model = model().plays(
                call -> (call.json().has("stream_options") ? rejected : UpstreamScript.drafts()).play(call));

        for (int i = 0; i < 2; i++) {
            assertThat(client.chat(Chat.stream(strategy + "-" + model.name())).status()).isEqualTo(200);
        }

        assertThat(model.calls().stream().filter(call -> call.json().has("stream_options"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {7, -1, 9007199254740993L, Long.MAX_VALUE})
    void haveTheClientsSeedPlusTheirIndex(long seed) {
        FakeModel model = model().plays(UpstreamScript.answers("It is 391."));

        client.chat(Chat.ask("majority_voting-" + model.name()).put("seed", seed));

        List<Long> seeds = model.calls().stream().map(call -> call.json().path("seed").longValue()).toList();
        assertThat(seeds).contains(seed, seed + 1, seed + 2).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"re2", "moa"})
    void thatWriteTheAnswerHaveTheClientsSeed(String strategy) {
        FakeModel model = model().plays(UpstreamScript.drafts());

        client.chat(Chat.ask(strategy + "-" + model.name()).put("seed", -3_000_000_000L));

        FakeCall last = model.calls().get(model.calls().size() - 1);
        assertThat(last.json().path("seed").longValue()).isEqualTo(-3_000_000_000L);
        assertThat(last.json().get("stream").booleanValue()).isFalse();
    }
}
