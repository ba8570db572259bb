package dev.ponder.openai.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;

import dev.ponder.support.ServerTest;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** OpenAI's SDK uses text completions and embeddings of Ponder under the route prefix. */
@QuarkusTest
class OpenAiSdkTextsTest extends ServerTest {

    private OpenAIClient openai;

    @BeforeEach
    void open() {
        openai = OpenAiClients.create(server, "/openai/v1");
    }

    private CompletionCreateParams prompts(String prefix) {
        return CompletionCreateParams.builder()
                .model(prefix + model().plays(UpstreamScript.answers("It is 391.")).name())
                .prompt("What is 17*23?").build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "re2-", "first_of_n-"})
    void completes(String prefix) {
        Completion completion = openai.completions().create(prompts(prefix));

        assertThat(completion.choices()).singleElement().satisfies(choice -> {
            assertThat(choice.text()).isEqualTo("It is 391.");
            assertThat(choice.finishReason().asString()).isEqualTo("stop");
        });
        completion.validate();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "re2-", "first_of_n-"})
    void streams(String prefix) {
        try (StreamResponse<Completion> stream = openai.completions().createStreaming(prompts(prefix))) {
            List<String> texts = stream.stream().flatMap(part -> part.choices().stream()).map(choice -> choice.text())
                    .toList();
            assertThat(String.join("", texts)).isEqualTo("It is 391.");
        }
    }

    @Test
    void embeds() {
        var model = model().plays(call -> call.reply(200, "{\"object\":\"list\",\"model\":\"m\",\"data\":[{\"index\":0,"
                + "\"object\":\"embedding\",\"embedding\":[0.5,-1]}],\"usage\":{\"prompt_tokens\":3,\"total_tokens\":3}}",
                Map.of()));

        var vectors = openai.embeddings().create(EmbeddingCreateParams.builder().model(model.name()).input("Hi")
                .encodingFormat(EmbeddingCreateParams.EncodingFormat.FLOAT).build());

        assertThat(vectors.data().get(0).embedding()).containsExactly(0.5f, -1f);
    }
}
