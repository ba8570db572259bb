package dev.ponder.openai.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import com.openai.client.OpenAIClient;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;

import dev.ponder.support.ServerTest;
import dev.ponder.support.upstream.FakeCall;
import io.quarkus.test.junit.QuarkusTest;

/** OpenAI's SDK reads what Ponder makes of streams and completions that the SDK itself cannot read. */
@QuarkusTest
class OpenAiSdkIrregularStreamTest extends ServerTest {

    private static final String ENVELOPE = "\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"up\"";
    private static final String USAGE = "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,\"total_tokens\":7}";
    private static final String ROLE = chunk(
            "\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null");
    private static final String TEXT = chunk("\"delta\":{\"content\":\"It is 391.\"},\"finish_reason\":null");
    private static final String STOP = chunk("\"delta\":{},\"finish_reason\":\"stop\"");
    private static final String DONE = "data: [DONE]\n\n";

    private OpenAIClient openai;

    @BeforeEach
    void open() {
        openai = OpenAiClients.create(server, "/v1");
    }

    private static String chunk(String choice) {
        return "data: {" + ENVELOPE + ",\"choices\":[{\"index\":0," + choice + "}]}\n\n";
    }

    static Stream<Arguments> streams() {
        return Stream.of(
                Arguments.of("usage beside choices",
                        (ROLE + TEXT + STOP).replace("\"choices\"", USAGE + ",\"choices\"") + DONE),
                Arguments.of("usage of the last chunk only",
                        ROLE + TEXT + STOP.replace("\"choices\"", USAGE + ",\"choices\"") + DONE),
                Arguments.of("usage in the choice",
                        ROLE + TEXT + STOP.replace("\"index\"", USAGE + ",\"index\"") + DONE),
                Arguments.of("a second finish",
                        ROLE + TEXT + STOP + STOP.replace("\"choices\"", USAGE + ",\"choices\"") + DONE + DONE),
                Arguments.of("no finish", ROLE + TEXT.replace("\"choices\"", USAGE + ",\"choices\"") + DONE),
                Arguments.of("an empty finish reason", ROLE + TEXT.replace("null", "\"\"") + STOP + "data: {" + ENVELOPE
                        + ",\"choices\":[]," + USAGE + "}\n\n" + DONE),
                Arguments.of("no envelope",
                        (TEXT + STOP + "data: {\"choices\":[]," + USAGE + "}\n\n").replace(ENVELOPE + ",", "") + DONE),
                Arguments.of("other fields",
                        ("retry: 5\n\n" + ROLE + TEXT + STOP + "data: {" + ENVELOPE + ",\"choices\":[]," + USAGE
                                + "}\n\n" + DONE).replace("data: {", "id: 7\nevent: message\ndata: {")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streams")
    void readsTheStream(String kind, String stream) {
        var model = model().plays(call -> call.head().chunk(stream).end());

        ChatCompletion answer = accumulated(model.name());

        assertThat(answer.choices().get(0).message().content()).contains("It is 391.");
        assertThat(answer.choices().get(0).finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
        assertThat(answer.usage().orElseThrow().totalTokens()).isEqualTo(7);
        assertThat(answer.id()).isNotBlank();
    }

    @Test
    void readsAStreamThatDidNotAskForItsUsage() {
        var model = model().plays(
                call -> call.head().chunk((ROLE + TEXT + STOP).replace("\"choices\"", USAGE + ",\"choices\"") + DONE)
                        .end());
        var accumulator = ChatCompletionAccumulator.create();

        try (var stream = openai.chat().completions().createStreaming(
                ChatCompletionCreateParams.builder().model(model.name()).addUserMessage("What is 17*23?").build())) {
            stream.stream().forEach(accumulator::accumulate);
        }

        assertThat(accumulator.chatCompletion().choices().get(0).message().content()).contains("It is 391.");
        assertThat(accumulator.chatCompletion().usage()).isEmpty();
    }

    @Test
    void readsToolCallsThatReuseTheIndex() {
        String call = "\"delta\":{\"role\":\"assistant\",\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"%s\",\"arguments\":\"{}\"}}]}";
        var model = model().plays(upstream -> upstream.head()
                .chunk(chunk(call.formatted("read")) + chunk(call.formatted("write")) + STOP + DONE).end());

        ChatCompletion answer = accumulated(model.name());

        var calls = answer.choices().get(0).message().toolCalls().orElseThrow().stream()
                .map(ChatCompletionMessageToolCall::asFunction).toList();
        assertThat(calls).extracting(each -> each.function().name()).containsExactly("read", "write");
        assertThat(calls.get(0).id()).isNotBlank().isNotEqualTo(calls.get(1).id());
        assertThat(answer.choices().get(0).finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
    }

    @Test
    void readsToolCallsOfAWholeCompletion() {
        var model = model().plays(
                upstream -> reply(upstream, "{\"choices\":[{\"index\":0,\"message\":{\"content\":null,\"tool_calls\":"
                        + "[{\"function\":{\"name\":\"read\",\"arguments\":{\"path\":\"p0\"}}}]},\"finish_reason\":\"stop\"}]}"));

        ChatCompletion answer = openai.chat().completions().create(
                ChatCompletionCreateParams.builder().model(model.name()).addUserMessage("What is 17*23?").build());

        var call = answer.choices().get(0).message().toolCalls().orElseThrow().get(0).asFunction();
        assertThat(call.function().arguments()).isEqualTo("{\"path\":\"p0\"}");
        assertThat(call.id()).isNotBlank();
        assertThat(answer.id()).isNotBlank();
        assertThat(answer.model()).isEqualTo(model.name());
        assertThat(answer.choices().get(0).finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
    }

    private static void reply(FakeCall call, String body) {
        call.reply(200, body, java.util.Map.of());
    }

    private ChatCompletion accumulated(String model) {
        var accumulator = ChatCompletionAccumulator.create();
        try (var stream = openai.chat().completions().createStreaming(ChatCompletionCreateParams.builder().model(model)
                .addUserMessage("What is 17*23?")
                .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build()).build())) {
            stream.stream().forEach(accumulator::accumulate);
        }
        return accumulator.chatCompletion();
    }
}
