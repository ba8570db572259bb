package dev.ponder.kserve.v2;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.support.client.HttpReply;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class MetadataTest extends V2Test {

    @ParameterizedTest
    @ValueSource(strings = {"/v2", "/v2/"})
    void describesTheServer(String path) {
        HttpReply reply = get(path);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.json().path("name").asText()).isEqualTo("ponder");
        assertThat(reply.json().path("version").asText()).isNotBlank();
        assertThat(reply.json().path("extensions")).extracting(JsonNode::asText)
                .contains("model_repository_extension", "binary_tensor_data", "generate");
    }

    @Test
    void listsAllModelsReadyOrNot() {
        JsonNode names = get("/v2/models").json();

        assertThat(names.fieldNames()).toIterable().containsExactly("models");
        assertThat(names.path("models")).extracting(JsonNode::asText).isSorted().doesNotHaveDuplicates()
                .contains("echo", "enc", "gen", "notready", V2ModelsResource.PLAIN, V2ModelsResource.EMULATED);
    }

    @Test
    void describesTensors() {
        assertThat(get("/v2/models/meta").text()).isEqualTo("""
                {"name":"meta","platform":"",\
                "inputs":[{"name":"input-0","datatype":"BYTES","shape":[-1]}],\
                "outputs":[{"name":"output-0","datatype":"BYTES","shape":[-1]}]}""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gen", V2ModelsResource.NATIVE})
    void describesTextTensorsOfChatModels(String model) {
        JsonNode json = get("/v2/models/" + model).json();

        assertThat(json.at("/inputs/0/name").asText()).isEqualTo("text_input");
        assertThat(json.at("/outputs/0/name").asText()).isEqualTo("text_output");
    }

    @ParameterizedTest
    @ValueSource(strings = {"notready", "enc"})
    void describesModelsThatDoNotPredict(String model) {
        assertThat(get("/v2/models/" + model).text())
                .isEqualTo("{\"name\":\"" + model + "\",\"platform\":\"\",\"inputs\":[],\"outputs\":[]}");
    }

    @Test
    void reportsModelReadiness() {
        assertThat(get("/v2/models/echo/ready").text()).isEqualTo("{\"name\":\"echo\",\"ready\":true}");
        assertThat(V2Errors.of(get("/v2/models/notready/ready"), 503))
                .isEqualTo("Model with name notready is not ready.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/models/unknown", "/v2/models/unknown/ready"})
    void returns404ForUnknownModels(String path) {
        assertThat(V2Errors.of(get(path), 404)).isEqualTo("Model with name unknown does not exist.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/models/echo/versions/1", "/v2/models/echo/versions/1/ready"})
    void hasNoVersions(String path) {
        assertThat(V2Errors.of(get(path), 501)).isEqualTo("Model versioning not supported yet.");
    }

    @ParameterizedTest
    @CsvSource({"GET,/v2/models/echo/infer,POST", "PUT,/v2/models/echo/infer,POST", "GET,/v2/models/gen/generate,POST",
            "GET,/v2/repository/index,POST", "GET,/v2/repository/models/echo/load,POST", "DELETE,/v2/models/echo,GET",
            "POST,/v2,GET", "POST,/v2/models/echo/ready,GET"})
    void returnsTheAllowedMethod(String method, String path, String allowed) {
        HttpReply reply = client.send(method, path, "");

        assertThat(V2Errors.of(reply, 405)).contains(method, "'" + path + "'", "expected").contains(allowed);
        assertThat(reply.header("Allow")).contains(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/nothing", "/v2/models/echo/nothing", "/v2/repository"})
    void returns404ForUnknownPaths(String path) {
        assertThat(V2Errors.of(get(path), 404)).contains("'" + path + "'", "/v2/models/<name>/infer");
    }
}
