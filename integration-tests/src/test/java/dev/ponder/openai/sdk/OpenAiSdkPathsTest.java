package dev.ponder.openai.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;

import dev.ponder.support.ServerTest;
import dev.ponder.support.upstream.ChatJson;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.ToolCallScript;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** OpenAI's SDK sees the same answer through the relay, a native strategy and an emulated one. */
@QuarkusTest
class OpenAiSdkPathsTest extends ServerTest {

    private static final List<String> STRATEGIES = List.of("re2-", "bon-");

    private OpenAIClient openai;

    private enum Answer {
        TEXT(UpstreamScript.answers("It is 391 \uD83E\uDD89.")), TRUNCATED(
                UpstreamScript.answers("It is", "length")), FILTERED(
                        UpstreamScript.answers("It is", "content_filter")), TOOL_CALL(
                                new ToolCallScript("weather", "{\"city\":\"Bern\"}")), SIGNED(Answer::signed);

        private final UpstreamScript script;

        Answer(UpstreamScript script) {
            this.script = script;
        }

        private static void signed(FakeCall call) {
            if (!call.streaming()) {
                ObjectNode completion = ChatJson.completion(call.model(), List.of("391"), "stop");
                ((ObjectNode) completion.at("/choices/0/message")).put("signature", "SIG==");
                call.json(completion);
                return;
            }
            ObjectNode chunk = ChatJson.content(call.model(), "391");
            ((ObjectNode) chunk.at("/choices/0/delta")).put("signature", "SIG==");
            call.begin().event(chunk);
            call.finish("stop");
        }
    }

    @BeforeEach
    void open() {
        openai = OpenAiClients.create(server, "/v1");
    }

    @ParameterizedTest
    @EnumSource
    void ofAWholeAnswerAgree(Answer answer) {
        assertAgreement(answer, params -> openai.chat().completions().create(params));
    }

    @ParameterizedTest
    @EnumSource
    void ofAStreamAgree(Answer answer) {
        assertAgreement(answer, params -> {
            var accumulator = ChatCompletionAccumulator.create();
            try (var stream = openai.chat().completions().createStreaming(params)) {
                stream.stream().forEach(accumulator::accumulate);
            }
            return accumulator.chatCompletion();
        });
    }

    private void assertAgreement(Answer answer, Function<ChatCompletionCreateParams, ChatCompletion> ask) {
        String relayed = choice(answer, "", ask);
        assertThat(relayed).contains("role=");
        assertThat(STRATEGIES).allSatisfy(strategy -> assertThat(choice(answer, strategy, ask)).isEqualTo(relayed));
    }

    /** Without the members that are null in one and absent in the other, and without ids that differ by design. */
    private String choice(Answer answer, String prefix,
            Function<ChatCompletionCreateParams, ChatCompletion> ask) {
        var model = model().plays(answer.script);
        var params = ChatCompletionCreateParams.builder().model(prefix + model.name()).addUserMessage("What is 17*23?");
        if (answer == Answer.TOOL_CALL) {
            params.putAdditionalBodyProperty("tools", JsonValue.from(List.of(Map.of("type",
                    "function", "function", Map.of("name", "weather")))));
        }
        ChatCompletion.Choice choice = ask.apply(params.build()).choices().get(0);
        var message = choice.message();
        return Stream.of("role=" + message._role(), message.content().orElse(""), message.refusal().orElse(""),
                message.toolCalls().toString(), message._additionalProperties().getOrDefault("signature", null),
                choice.finishReason()).map(String::valueOf).toList().toString();
    }
}
