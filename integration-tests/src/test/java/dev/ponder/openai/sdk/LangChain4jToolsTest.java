package dev.ponder.openai.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.ponder.support.ServerTest;
import dev.ponder.support.upstream.FakeModel;
import dev.ponder.support.upstream.ToolCallScript;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** LangChain4j passes tool calls and tool results to and from Ponder. */
@QuarkusTest
@Timeout(30)
class LangChain4jToolsTest extends ServerTest {

    private static final String ARGUMENTS = "{\"city\":\"Bern\"}";
    private static final UserMessage QUESTION = UserMessage.from("How is the weather in Bern?");
    private static final ToolSpecification WEATHER = ToolSpecification.builder().name("weather")
            .description("The weather now.")
            .parameters(JsonObjectSchema.builder().addStringProperty("city").required("city").build()).build();

    @ParameterizedTest
    @ValueSource(strings = {"", "two_stage-", "first_of_n-", "moa-", "bon-"})
    void whenItIsWhole(String prefix) {
        var model = model().plays(new ToolCallScript("weather", ARGUMENTS));

        ChatResponse answer = LangChain4jModels.model(server, prefix + model.name()).chat(offering());

        assertRoundTrip(prefix, answer, model);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two_stage-", "first_of_n-", "moa-", "bon-"})
    void whenItIsStreamed(String prefix) {
        var model = model().plays(new ToolCallScript("weather", ARGUMENTS));
        var recorder = new RecordingResponseHandler();

        LangChain4jModels.streamingModel(server, prefix + model.name()).chat(offering(), recorder);

        ChatResponse answer = recorder.answer();
        assertThat(recorder.texts()).isEmpty();
        assertThat(recorder.toolCalls()).singleElement().satisfies(call -> {
            assertThat(call.index()).isZero();
            assertThat(call.toolExecutionRequest()).isEqualTo(answer.aiMessage().toolExecutionRequests().get(0));
        });
        assertThat(recorder.partialToolCalls()).isNotEmpty().allSatisfy(part -> {
            assertThat(part.name()).isEqualTo("weather");
            assertThat(part.id()).isEqualTo(recorder.toolCalls().get(0).toolExecutionRequest().id());
        });
        assertRoundTrip(prefix, answer, model);
    }

    /** The tool call is complete, and the request with its result reaches the upstream. */
    private void assertRoundTrip(String prefix, ChatResponse answer, FakeModel model) {
        assertThat(answer.finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
        assertThat(answer.aiMessage().toolExecutionRequests()).hasSize(1);
        ToolExecutionRequest call = answer.aiMessage().toolExecutionRequests().get(0);
        assertThat(call.name()).isEqualTo("weather");
        assertThat(call.arguments()).isEqualTo(ARGUMENTS);
        int before = model.calls().size();
        model.plays(UpstreamScript.answers("Sunny."));

        ChatResponse reply = LangChain4jModels.model(server, prefix + model.name()).chat(ChatRequest.builder()
                .messages(QUESTION, answer.aiMessage(), ToolExecutionResultMessage.from(call, "sun, 20 °C"))
                .toolSpecifications(WEATHER).build());

        assertThat(reply.aiMessage().text()).isEqualTo("Sunny.");
        JsonNode messages = model.calls().get(before).json().path("messages");
        JsonNode called = messages.path(messages.size() - 2).path("tool_calls").path(0);
        JsonNode result = messages.path(messages.size() - 1);
        assertThat(called.path("id").asText()).isEqualTo(call.id());
        assertThat(called.path("function").path("arguments").asText()).isEqualTo(ARGUMENTS);
        assertThat(result.path("tool_call_id").asText()).isEqualTo(call.id());
        assertThat(result.path("content").asText()).isEqualTo("sun, 20 °C");
    }

    private static ChatRequest offering() {
        return ChatRequest.builder().messages(QUESTION).toolSpecifications(WEATHER).build();
    }
}
