package dev.ponder.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.support.OpenAiErrors;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.Texts;
import dev.ponder.support.upstream.ChatJson;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.FakeModel;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** Text completions with a strategy: each prompt becomes a conversation of one message. */
@QuarkusTest
class CompletionsTest extends ServerTest {

    private static final UpstreamScript REPEATING = UpstreamScript.answers(CompletionsTest::asked);

    @BeforeEach
    void complete() {
        client = client.at("/v1/completions");
    }

    private static String asked(FakeCall call) {
        JsonNode messages = call.json().path("messages");
        return messages.path(messages.size() - 1).path("content").asText();
    }

    @Test
    void areSentAsConversationsWithTheSameParameters() {
        var model = model().plays(UpstreamScript.answers("391"));
        ObjectNode body = Texts.complete("two_stage-" + model.name()).put("temperature", 0.5).put("max_tokens", 9)
                .put("top_k", 40).put("echo", false).put("best_of", 1).put("suffix", "").put("stream", false)
                .putNull("logprobs");

        client.chat(body);

        assertThat(model.next().json().path("messages"))
                .hasToString("[{\"role\":\"user\",\"content\":\"What is 17*23?\"}]");
        FakeCall answering = model.next();
        assertThat(answering.endpoint()).isEqualTo("/chat/completions");
        assertThat(answering.json().path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(answering.json().path("max_tokens").asInt()).isEqualTo(9);
        assertThat(answering.json().path("top_k").asInt()).isEqualTo(40);
        assertThat(answering.json().fieldNames()).toIterable()
                .doesNotContain("prompt", "echo", "best_of", "suffix", "logprobs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two_stage", "first_of_n", "re2"})
    void haveTheFormatOfTextCompletions(String strategy) {
        var model = model().plays(UpstreamScript.answers("It is 391.", "length"));

        HttpReply reply = client.chat(Texts.complete(strategy + "-" + model.name()));

        JsonNode json = reply.json();
        assertThat(json.path("id").asText()).matches("cmpl-[0-9a-f]{32}");
        assertThat(json.path("object").asText()).isEqualTo("text_completion");
        assertThat(json.path("created").isIntegralNumber()).isTrue();
        assertThat(json.path("model").asText()).isEqualTo(strategy + "-" + model.name());
        assertThat(json.path("choices")).hasToString(
                "[{\"index\":0,\"text\":\"It is 391.\",\"logprobs\":null,\"finish_reason\":\"length\"}]");
        assertThat(json.path("usage").path("total_tokens").asInt())
                .isEqualTo(model.calls().size() * (ChatJson.PROMPT + ChatJson.COMPLETION));
        assertThat(json.path("ponder").path("strategy").asText()).isEqualTo(strategy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two_stage", "first_of_n", "re2"})
    void streamAsTextCompletions(String strategy) {
        var model = model().plays(UpstreamScript.answers("It is 391."));
        ObjectNode body = Texts.complete(strategy + "-" + model.name()).put("stream", true);
        body.putObject("stream_options").put("include_usage", true);

        HttpReply reply = client.chat(body);

        assertThat(reply.header("Content-Type")).isEqualTo("text/event-stream; charset=utf-8");
        assertThat(reply.completion(0)).isEqualTo("It is 391.");
        assertThat(reply.finishReasons(0)).containsExactly("stop");
        assertThat(reply.events()).containsOnlyOnce("[DONE]").endsWith("[DONE]");
        List<JsonNode> chunks = reply.chunks();
        assertThat(chunks).allMatch(chunk -> chunk.path("object").asText().equals("text_completion")
                && chunk.path("id").asText().startsWith("cmpl-"));
        assertThat(chunks.stream().map(chunk -> chunk.path("id").asText()).distinct()).hasSize(1);
        assertThat(reply.choices()).allSatisfy(choice -> assertThat(choice.fieldNames()).toIterable()
                .containsExactly("index", "text", "logprobs", "finish_reason"));
        JsonNode last = chunks.get(chunks.size() - 1);
        assertThat(last.path("choices").isEmpty()).isTrue();
        assertThat(last.path("usage").path("completion_tokens").asInt())
                .isEqualTo(model.calls().size() * ChatJson.COMPLETION);
    }

    @ParameterizedTest
    @CsvSource({"re2, false, 1", "re2, true, 2", "first_of_n, false, 2", "first_of_n, true, 2",
            "re2|two_stage, true, 1"})
    void ofSeveralPromptsAreInOrder(String strategy, boolean stream, int n) {
        FakeModel model = model().plays(REPEATING);
        int each = n * strategy.split("\\|").length;

        HttpReply reply = client.chat(Texts.complete(strategy + "-" + model.name(), "one", "two", "three").put("n", n)
                .put("stream", stream));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < each; j++) {
                assertThat(reply.completion(i * each + j)).as("prompt %s, choice %s", i, j)
                        .contains(List.of("one", "two", "three").get(i));
            }
        }
        assertThat(reply.completion(3 * each)).isEmpty();
    }

    @Test
    void ofSeveralPromptsShareOneBudget() {
        FakeModel model = model().plays(REPEATING);
        ObjectNode body = Texts.complete("re2-" + model.name(), "one", "two", "three");
        body.putObject("ponder").putObject("budget").put("max_calls", 2);

        HttpReply reply = client.chat(body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(OpenAiErrors.of(reply).path("message").asText()).contains("up to 3 calls", "at most 2", "prompts");
        assertThat(model.calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "suffix | \"x\"", "echo | true", "best_of | 2", "logprobs | 3", "logprobs | 0", "logprobs | true",
            "tools | [{\"type\":\"function\"}]", "prompt | [1, 2]", "prompt | [[1], [2]]", "prompt | []",
            "prompt | null", "prompt | 7", "prompt | {}", "n | 0", "temperature | \"hot\""})
    void withUnsupportedParametersAreRejectedByName(String field, String value) {
        var model = model().plays(UpstreamScript.answers("391"));
        ObjectNode body = Texts.complete("re2-" + model.name());
        body.set(field, ChatJson.parse(value.getBytes()));

        HttpReply reply = client.chat(body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(OpenAiErrors.of(reply).path("param").asText()).isEqualTo(field);
        assertThat(reply.error().path("message").asText()).startsWith(field + ": ").contains("expected");
        assertThat(model.calls()).isEmpty();
    }

    @Test
    void rejectPromptsThatAreNotTexts() {
        ObjectNode body = Texts.complete("re2-" + model().name(), "one");
        body.withArray("prompt").add(true);

        assertThat(OpenAiErrors.of(client.chat(body)).path("param").asText()).isEqualTo("prompt[1]");
    }

    @Test
    void useTheStrategyOfHighestPrecedence() {
        var model = model().plays(UpstreamScript.answers("391"));
        ObjectNode body = Texts.complete("two_stage-" + model.name());
        body.putObject("ponder").put("strategy", "first_of_n");

        assertThat(client.chat(body).header("X-Ponder-Strategy")).isEqualTo("first_of_n");
        assertThat(client.chat(body, "X-Ponder-Strategy", "re2").header("X-Ponder-Strategy")).isEqualTo("re2");
        body.remove("ponder");
        assertThat(client.chat(body).header("X-Ponder-Strategy")).isEqualTo("two_stage");
    }

    @Test
    void thatFailMidStreamEndWithAnError() {
        var model = model().plays(call -> call.begin().say("It ", "is ").end());

        HttpReply reply = client.chat(Texts.complete("re2-" + model.name()).put("stream", true));

        assertThat(reply.completion(0)).isEqualTo("It is ");
        assertThat(OpenAiErrors.ending(reply).path("type").asText()).isEqualTo("upstream_error");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void areAnsweredByAnInProcessUpstream(boolean stream) {
        HttpReply reply = client.chat(Texts.complete("in-process", "one", "two").put("stream", stream));

        assertThat(reply.header("X-Ponder-Strategy")).isEqualTo("none");
        assertThat(reply.header("X-Ponder-Streaming")).isEqualTo("native");
        assertThat(reply.completion(0)).isEqualTo("one");
        assertThat(reply.completion(1)).isEqualTo("two");
    }
}
