package dev.ponder.openai.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;

import dev.ponder.support.ServerTest;
import dev.ponder.support.upstream.FakeModel;
import dev.ponder.support.upstream.ToolCallScript;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** OpenAI's SDK passes tool calls and tool results to and from Ponder. */
@QuarkusTest
class OpenAiSdkToolsTest extends ServerTest {

    private static final String ARGUMENTS = "{\"city\":\"Bern\"}";

    private OpenAIClient openai;

    @BeforeEach
    void open() {
        openai = OpenAiClients.create(server, "/v1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "re2-", "two_stage-", "first_of_n-"})
    void whenItIsWhole(String prefix) {
        var model = model().plays(new ToolCallScript("weather", ARGUMENTS));
        var question = question(prefix + model.name());

        ChatCompletion answer = openai.chat().completions().create(question.build());

        assertThat(answer.choices().get(0).finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
        assertRoundTrip(question, answer, model);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "re2-", "two_stage-", "first_of_n-"})
    void whenItIsStreamed(String prefix) {
        var model = model().plays(new ToolCallScript("weather", ARGUMENTS));
        var question = question(prefix + model.name());
        var accumulator = ChatCompletionAccumulator.create();

        try (var stream = openai.chat().completions().createStreaming(question.build())) {
            stream.stream().forEach(accumulator::accumulate);
        }

        assertRoundTrip(question, accumulator.chatCompletion(), model);
    }

    /** The tool call is complete, and the request with its result reaches the upstream. */
    private void assertRoundTrip(ChatCompletionCreateParams.Builder question, ChatCompletion answer, FakeModel model) {
        ChatCompletionMessageFunctionToolCall call = answer.choices().get(0).message().toolCalls().orElseThrow().get(0)
                .asFunction();
        assertThat(call.function().name()).isEqualTo("weather");
        assertThat(call.function().arguments()).isEqualTo(ARGUMENTS);
        int before = model.calls().size();
        model.plays(UpstreamScript.answers("Sunny."));

        ChatCompletion reply = openai.chat().completions().create(question
                .addMessage(answer.choices().get(0).message())
                .addMessage(ChatCompletionToolMessageParam.builder().toolCallId(call.id()).content("sun, 20 °C")
                        .build())
                .build());

        assertThat(reply.choices().get(0).message().content()).contains("Sunny.");
        JsonNode messages = model.calls().get(before).json().path("messages");
        JsonNode called = messages.path(messages.size() - 2);
        JsonNode result = messages.path(messages.size() - 1);
        assertThat(called.path("tool_calls").path(0).path("id").asText()).isEqualTo(call.id());
        assertThat(called.path("tool_calls").path(0).path("function").path("arguments").asText()).isEqualTo(ARGUMENTS);
        assertThat(result.path("role").asText()).isEqualTo("tool");
        assertThat(result.path("tool_call_id").asText()).isEqualTo(call.id());
        assertThat(result.path("content").asText()).isEqualTo("sun, 20 °C");
    }

    private static ChatCompletionCreateParams.Builder question(String model) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage("How is the weather in Bern?")
                .addFunctionTool(FunctionDefinition.builder().name("weather")
                        .parameters(FunctionParameters.builder()
                                .putAdditionalProperty("type", JsonValue.from("object"))
                                .putAdditionalProperty("properties",
                                        JsonValue.from(Map.of("city", Map.of("type", "string"))))
                                .build())
                        .build());
    }
}
