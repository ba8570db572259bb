package dev.ponder.openai.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.openai.client.OpenAIClient;
import com.openai.errors.NotFoundException;
import com.openai.models.models.Model;

import dev.ponder.support.ServerTest;
import dev.ponder.support.upstream.FakeUpstream;
import io.quarkus.test.junit.QuarkusTest;

/** OpenAI's SDK lists and describes models of Ponder. */
@QuarkusTest
class OpenAiSdkModelsTest extends ServerTest {

    private OpenAIClient openai;

    @BeforeEach
    void open() {
        openai = client("/v1");
    }

    private OpenAIClient client(String path) {
        return OpenAiClients.create(server, path);
    }

    @Test
    void areListed() {
        assertThat(openai.models().list().data()).extracting(Model::id).containsAll(FakeUpstream.LISTED);
    }

    @Test
    void areDescribedByName() {
        Model model = openai.models().retrieve("listed");

        assertThat(model.validate().id()).isEqualTo("listed");
        assertThat(model.ownedBy()).isEqualTo("tests");
    }

    @Test
    void thatAreUnknownAre404() {
        assertThat(
                catchThrowableOfType(NotFoundException.class, () -> openai.models().retrieve("unknown")).statusCode())
                .isEqualTo(404);
        assertThat(catchThrowableOfType(NotFoundException.class,
                () -> client("/openai/v1").models().retrieve("unknown")).code()).contains("model_not_found");
    }
}
