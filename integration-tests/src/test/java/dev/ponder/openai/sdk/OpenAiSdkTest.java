package dev.ponder.openai.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;

import dev.ponder.support.ServerTest;
import dev.ponder.support.upstream.ChatJson;
import dev.ponder.support.upstream.FakeModel;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** OpenAI's SDK reads answers and streams of Ponder. */
@QuarkusTest
class OpenAiSdkTest extends ServerTest {

    private OpenAIClient openai;

    @BeforeEach
    void open() {
        openai = OpenAiClients.create(server, "/v1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "re2-", "two_stage-", "first_of_n-", "bon-"})
    void completes(String prefix) {
        ChatCompletion answer = openai.chat().completions().create(question(prefix));

        assertThat(answer.choices()).singleElement().satisfies(choice -> {
            assertThat(choice.message().content()).contains("It is 391.");
            assertThat(choice.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
        });
        answer.validate();
    }

    @ParameterizedTest
    @CsvSource({"'',1", "re2-,1", "two_stage-,2", "first_of_n-,2"})
    void readsUsage(String prefix, int calls) {
        var usage = openai.chat().completions().create(question(prefix)).usage().orElseThrow();

        assertThat(usage.promptTokens()).isEqualTo(calls * ChatJson.PROMPT);
        assertThat(usage.completionTokens()).isEqualTo(calls * ChatJson.COMPLETION);
        assertThat(usage.totalTokens()).isEqualTo(calls * (ChatJson.PROMPT + ChatJson.COMPLETION));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "re2-", "two_stage-", "first_of_n-", "bon-"})
    void streamsAndAccumulates(String prefix) {
        var accumulator = ChatCompletionAccumulator.create();

        chunks(question(prefix)).forEach(chunk -> {
            chunk.validate();
            accumulator.accumulate(chunk);
        });

        assertThat(accumulator.chatCompletion().choices()).singleElement().satisfies(choice -> {
            assertThat(choice.message().content()).contains("It is 391.");
            assertThat(choice.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
        });
    }

    @ParameterizedTest
    @CsvSource({"'',1", "re2-,1", "two_stage-,2", "first_of_n-,2"})
    void readsTheUsageOfAStream(String prefix, int calls) {
        var params = question(prefix).toBuilder()
                .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build()).build();

        List<ChatCompletionChunk> chunks = chunks(params);

        assertThat(chunks.get(chunks.size() - 1).usage().orElseThrow().totalTokens())
                .isEqualTo(calls * (ChatJson.PROMPT + ChatJson.COMPLETION));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "re2-", "two_stage-", "first_of_n-"})
    void readsTheFinishReasonLengthOfAStream(String prefix) {
        var model = model().plays(UpstreamScript.answers("It is", "length"));
        var accumulator = ChatCompletionAccumulator.create();

        chunks(question(prefix, model)).forEach(accumulator::accumulate);

        assertThat(accumulator.chatCompletion().choices()).singleElement().satisfies(
                choice -> assertThat(choice.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.LENGTH));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "re2-", "two_stage-", "first_of_n-"})
    void sendsAnImageToTheModelThatAnswers(String prefix) {
        var model = model().plays(UpstreamScript.answers("A cat."));
        var image = ChatCompletionContentPartImage.builder()
                .imageUrl(ChatCompletionContentPartImage.ImageUrl.builder().url("data:image/png;base64,AAAA").build())
                .build();
        var params = ChatCompletionCreateParams.builder().model(prefix + model.name())
                .addUserMessageOfArrayOfContentParts(List.of(
                        ChatCompletionContentPart.ofText(ChatCompletionContentPartText.builder().text("What is it?")
                                .build()),
                        ChatCompletionContentPart.ofImageUrl(image)))
                .build();

        openai.chat().completions().create(params);

        var calls = model.calls();
        var parts = calls.get(calls.size() - 1).json().findValues("content").stream()
                .filter(content -> content.isArray())
                .findFirst().orElseThrow();
        assertThat(parts).anySatisfy(part -> assertThat(part)
                .hasToString("{\"image_url\":{\"url\":\"data:image/png;base64,AAAA\"},\"type\":\"image_url\"}"));
    }

    @ParameterizedTest
    @CsvSource({"re2-, 2", "two_stage-, 2", "first_of_n-, 2", "bon-, 2", "re2|bon-, 1", "two_stage|re2-, 2"})
    void accumulatesSeveralChoices(String prefix, long n) {
        var accumulator = ChatCompletionAccumulator.create();

        chunks(question(prefix).toBuilder().n(n).build()).forEach(accumulator::accumulate);

        assertThat(accumulator.chatCompletion().choices()).hasSize((int) n * (prefix.contains("|") ? 2 : 1))
                .allSatisfy(choice -> assertThat(choice.message().content()).contains("It is 391."));
    }

    private ChatCompletionCreateParams question(String prefix) {
        return question(prefix, model().plays(UpstreamScript.answers("It is 391.")));
    }

    private static ChatCompletionCreateParams question(String prefix, FakeModel model) {
        return ChatCompletionCreateParams.builder().model(prefix + model.name()).addUserMessage("What is 17*23?")
                .build();
    }

    private List<ChatCompletionChunk> chunks(ChatCompletionCreateParams params) {
        try (StreamResponse<ChatCompletionChunk> stream = openai.chat().completions().createStreaming(params)) {
            return stream.stream().toList();
        }
    }
}
