package dev.ponder.kserve.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.openai.client.OpenAIClient;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;

import dev.ponder.kserve.v2.V2ModelsResource;
import dev.ponder.kserve.v2.V2Test;
import dev.ponder.openai.sdk.OpenAiClients;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** OpenAI's SDK uses served models. */
@QuarkusTest
class ServedModelsSdkTest extends V2Test {

    private OpenAIClient openai;

    @BeforeEach
    void open() {
        openai = OpenAiClients.create(server, "/openai/v1");
    }

    @Test
    void listsAndDescribesModels() {
        assertThat(openai.models().list().data()).extracting(Model::id).contains("gen", "enc", V2ModelsResource.NATIVE);
        assertThat(openai.models().retrieve("gen").validate().id()).isEqualTo("gen");
        assertThat(catchThrowableOfType(NotFoundException.class, () -> openai.models().retrieve("unknown")).code())
                .contains("model_not_found");
        assertThat(catchThrowableOfType(InternalServerException.class, () -> openai.models().retrieve("notready"))
                .statusCode()).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gen", "re2-gen", V2ModelsResource.NATIVE, V2ModelsResource.EMULATED})
    void chats(String model) {
        target(UpstreamScript.answers("hello"));

        var answer = openai.chat().completions().create(ask(model));

        assertThat(answer.validate().choices().get(0).message().content()).contains("hello");
    }

    @Test
    void doesNotChatWithModelsThatEmbed() {
        assertThat(catchThrowableOfType(BadRequestException.class, () -> openai.chat().completions().create(ask("enc")))
                .getMessage()).contains("'enc'");
    }

    /** The SDK requests base64 and decodes it. */
    @Test
    void embeds() {
        var response = openai.embeddings().create(EmbeddingCreateParams.builder().model("enc")
                .inputOfArrayOfStrings(List.of("a", "b")).build());

        assertThat(response.validate().data()).hasSize(2)
                .allSatisfy(entry -> assertThat(entry.embedding()).containsExactly(0.1f, 0.2f));
    }

    private static ChatCompletionCreateParams ask(String model) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage("What is 17*23?").build();
    }
}
