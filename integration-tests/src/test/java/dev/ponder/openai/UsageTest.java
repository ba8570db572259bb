package dev.ponder.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.ChatJson;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** Usage is the sum over all upstream calls, the same in streams and whole responses. */
@QuarkusTest
class UsageTest extends ServerTest {

    @ParameterizedTest
    @CsvSource({"two_stage,2", "first_of_n,2", "re2,1"})
    void ofAStreamIsInOneChunkWithoutChoicesBeforeTheEndMark(String strategy, int calls) {
        var model = model().plays(UpstreamScript.answers("391"));

        List<JsonNode> chunks = client.chat(Chat.streamWithUsage(strategy + "-" + model.name())).chunks();

        JsonNode last = chunks.get(chunks.size() - 1);
        assertThat(chunks.subList(0, chunks.size() - 1)).allMatch(chunk -> chunk.path("usage").isNull());
        assertThat(last.path("choices").isArray()).isTrue();
        assertThat(last.path("choices")).isEmpty();
        assertSum(last.path("usage"), calls);
    }

    @ParameterizedTest
    @CsvSource({"two_stage,2", "first_of_n,2", "re2,1"})
    void ofAWholeResponseIsTheSame(String strategy, int calls) {
        var model = model().plays(UpstreamScript.answers("391"));

        assertSum(client.chat(Chat.ask(strategy + "-" + model.name())).json().path("usage"), calls);
    }

    @Test
    void isBrokenDownByStage() {
        var model = model().plays(UpstreamScript.answers("391"));

        JsonNode ponder = client.chat(Chat.ask("two_stage-" + model.name())).json().path("ponder");

        assertThat(ponder.path("strategy").asText()).isEqualTo("two_stage");
        assertThat(ponder.path("calls").asInt()).isEqualTo(2);
        assertThat(ponder.path("stages")).extracting(stage -> stage.path("name").asText())
                .containsExactly("think", "answer");
        assertThat(ponder.path("stages")).allSatisfy(stage -> {
            assertThat(stage.path("model").asText()).isEqualTo(model.name());
            assertThat(stage.path("calls").asInt()).isEqualTo(1);
            assertThat(stage.path("prompt_tokens").asInt()).isEqualTo(ChatJson.PROMPT);
            assertThat(stage.path("completion_tokens").asInt()).isEqualTo(ChatJson.COMPLETION);
            assertThat(stage.path("cancelled").asInt(-1)).isZero();
            assertThat(stage.path("ms").isIntegralNumber()).isTrue();
        });
    }

    @Test
    void isEstimatedAndMarkedIfTheUpstreamSendsNone() {
        var model = model().plays(call -> {
            var completion = ChatJson.completion("m", List.of("Three hundred and ninety-one."), "stop");
            completion.remove("usage");
            call.json(completion);
        });

        HttpReply reply = client.chat(Chat.ask("re2-" + model.name()));

        assertThat(reply.json().path("usage").path("completion_tokens").asInt()).isPositive();
        assertThat(reply.json().path("ponder").path("usage_estimated").asBoolean()).isTrue();
    }

    @Test
    void isAlwaysRequestedUpstream() {
        var model = model().plays(UpstreamScript.answers("391"));

        client.chat(Chat.stream("re2-" + model.name()));

        assertThat(model.next().json().path("stream_options").path("include_usage").asBoolean()).isTrue();
    }

    private static void assertSum(JsonNode usage, int calls) {
        assertThat(usage.path("prompt_tokens").asInt()).isEqualTo(calls * ChatJson.PROMPT);
        assertThat(usage.path("completion_tokens").asInt()).isEqualTo(calls * ChatJson.COMPLETION);
        assertThat(usage.path("total_tokens").asInt()).isEqualTo(calls * (ChatJson.PROMPT + ChatJson.COMPLETION));
    }
}
