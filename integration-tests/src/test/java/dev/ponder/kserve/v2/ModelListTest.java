package dev.ponder.kserve.v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.it.Errors;
import dev.ponder.it.client.Reply;
import dev.ponder.it.upstream.FakeUpstream;
import io.quarkus.test.junit.QuarkusTest;

/** {@code /v1/models} speaks to clients of both protocols. */
@QuarkusTest
class ModelListTest extends ProtocolTest {

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models", "/openai/v1/models"})
    void hasBothShapesInOneBody(String path) {
        JsonNode list = get(path).json();

        assertThat(list.path("object").asText()).isEqualTo("list");
        assertThat(list.path("data")).extracting(model -> model.path("id").asText()).doesNotHaveDuplicates()
                .contains("gen", "enc", StrategyModels.PLAIN, StrategyModels.NATIVE)
                .containsAll(FakeUpstream.LISTED)
                .doesNotContain("echo", "notready");
        assertThat(list.path("data")).allSatisfy(model -> {
            assertThat(model.path("object").asText()).isEqualTo("model");
            assertThat(model.path("created").isIntegralNumber()).isTrue();
            assertThat(model.path("owned_by").isTextual()).isTrue();
        });
        assertThat(list.path("models")).extracting(JsonNode::asText)
                .contains("echo", "gen", "enc", "notready", StrategyModels.PLAIN).doesNotContain("listed");
    }

    @ParameterizedTest
    @CsvSource({"echo", "gen", "enc", "re2-gen", "listed", "re2-listed", StrategyModels.NATIVE})
    void describesOneInBothShapes(String name) {
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
    @CsvSource({"nobody,404,does not exist,model_not_found", "notready,503,is not ready,model_not_ready"})
    void saysItInTheFormOfTheRoute(String name, int status, String text, String code) {
        assertThat(KServeErrors.of(get("/v1/models/" + name), status)).contains(name, text);
        Reply openai = get("/openai/v1/models/" + name);
        assertThat(openai.status()).isEqualTo(status);
        assertThat(Errors.of(openai).path("code").asText()).isEqualTo(code);
    }

    @Test
    void isReadyAlthoughAModelIsNot() {
        assertThat(get("/v2/health/ready").text()).isEqualTo("{\"ready\":true}");
    }
}
