package dev.ponder.kserve.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.kserve.v2.V2Errors;
import dev.ponder.kserve.v2.V2ModelsResource;
import dev.ponder.kserve.v2.V2Test;
import dev.ponder.support.OpenAiErrors;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.FakeUpstream;
import io.quarkus.test.junit.QuarkusTest;

/** {@code /v1/models} serves clients of OpenAI's protocol and of KServe's V1 protocol. */
@QuarkusTest
class ModelListTest extends V2Test {

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models", "/openai/v1/models"})
    void hasBothFormatsInOneBody(String path) {
        JsonNode list = get(path).json();

        assertThat(list.path("object").asText()).isEqualTo("list");
        assertThat(list.path("data")).extracting(model -> model.path("id").asText()).doesNotHaveDuplicates()
                .contains("gen", "enc", V2ModelsResource.PLAIN, V2ModelsResource.NATIVE)
                .containsAll(FakeUpstream.LISTED)
                .doesNotContain("echo", "notready");
        assertThat(list.path("data")).allSatisfy(model -> {
            assertThat(model.path("object").asText()).isEqualTo("model");
            assertThat(model.path("created").isIntegralNumber()).isTrue();
            assertThat(model.path("owned_by").isTextual()).isTrue();
        });
        assertThat(list.path("models")).extracting(JsonNode::asText)
                .contains("echo", "gen", "enc", "notready", V2ModelsResource.PLAIN).doesNotContain("listed");
    }

    @ParameterizedTest
    @CsvSource({"echo", "gen", "enc", "re2-gen", "listed", "re2-listed", V2ModelsResource.NATIVE})
    void describesOneModelInBothFormats(String name) {
        for (String root : List.of("/v1/models/", "/openai/v1/models/")) {
            JsonNode model = get(root + name).json();
            assertThat(model.path("id").asText()).isEqualTo(name);
            assertThat(model.path("object").asText()).isEqualTo("model");
            assertThat(model.path("name").asText()).isEqualTo(name);
            assertThat(model.path("ready").isBoolean()).isTrue();
            assertThat(model.path("ready").booleanValue()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"unknown,404,does not exist,model_not_found", "notready,503,is not ready,model_not_ready"})
    void reportsErrorsInTheFormatOfTheRoute(String name, int status, String text, String code) {
        assertThat(V2Errors.of(get("/v1/models/" + name), status)).contains(name, text);
        HttpReply openai = get("/openai/v1/models/" + name);
        assertThat(openai.status()).isEqualTo(status);
        assertThat(OpenAiErrors.of(openai).path("code").asText()).isEqualTo(code);
    }

    @Test
    void isReadyAlthoughAModelIsNot() {
        assertThat(get("/v2/health/ready").text()).isEqualTo("{\"ready\":true}");
    }
}
