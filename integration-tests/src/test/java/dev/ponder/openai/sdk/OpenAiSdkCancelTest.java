package dev.ponder.openai.sdk;

import dev.ponder.support.ServerTest;
import dev.ponder.support.upstream.FakeCall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.RequestOptions;
import com.openai.errors.OpenAIIoException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;

import io.quarkus.test.junit.QuarkusTest;

/** OpenAI's own SDK takes Ponder for OpenAI: a stream that is closed before its end closes the upstream's call. */
@QuarkusTest
@Timeout(30)
class OpenAiSdkCancelTest extends ServerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private OpenAIClient openai;

    @BeforeEach
    void open() {
        openai = OpenAIOkHttpClient.builder().baseUrl(server.resolve("/v1").toString()).apiKey("unused").maxRetries(0)
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "re2-", "speaker-"})
    void inItsMiddle(String prefix) {
        var model = model().that(OpenAiSdkCancelTest::saysHalf);

        try (var stream = openai.chat().completions().createStreaming(question(prefix + model.name()))) {
            assertThat(stream.stream().flatMap(chunk -> chunk.choices().stream())
                    .flatMap(choice -> choice.delta().content().stream()).filter(text -> !text.isEmpty()).findFirst())
                    .contains("Half ");
        }

        FakeCall last = model.calls().get(model.calls().size() - 1);
        assertThat(last.streaming()).isTrue();
        last.closedAt(PATIENCE);
    }

    /** Before the first byte the SDK has nothing to close: it leaves when its patience is at an end. */
    @ParameterizedTest
    @CsvSource({"'',1", "speaker-,1", "picker-,2", "bon-,3"})
    void whenNothingComes(String prefix, int calls) {
        var model = model();
        var impatient = RequestOptions.builder().timeout(Duration.ofSeconds(2)).build();

        assertThatThrownBy(
                () -> openai.chat().completions().createStreaming(question(prefix + model.name()), impatient))
                .isInstanceOf(OpenAIIoException.class);

        for (int i = 0; i < calls; i++) {
            model.next().closedAt(PATIENCE);
        }
    }

    private static void saysHalf(FakeCall call) {
        if (call.streaming()) {
            call.begin().say("Half ");
        } else {
            call.completion("I think");
        }
    }

    private static ChatCompletionCreateParams question(String model) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage("What is 17*23?").build();
    }
}
