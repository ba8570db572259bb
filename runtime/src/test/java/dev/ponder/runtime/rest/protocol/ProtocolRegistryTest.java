package dev.ponder.runtime.rest.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.ponder.api.error.InferenceException;
import dev.ponder.api.error.RequestException;

class ProtocolRegistryTest {

    private record Named(String name, List<String> pathPrefixes, List<Route> routes) implements Protocol {

        @Override
        public JsonNode errorBody(InferenceException failure) {
            return TextNode.valueOf(name);
        }
    }

    private final ProtocolRegistry registry = new ProtocolRegistry(List.of(
            new Named("rest", List.of(""), List.of(Route.post("/v1/ask"), Route.get("/v1/models"))),
            new Named("models", List.of("/", "/v1/models", "/v2"), List.of(Route.post("/v1/models/<name>:predict"),
                    Route.get("/v2/models/<name>"), Route.post("/v2/models/<name>/infer")))));

    @ParameterizedTest
    @CsvSource({"/, models", "/v1/models, models", "/v1/models/a/b, models", "/v2, models", "/v2/x, models",
            "/v1/modelsx, rest", "/v1/ask, rest", "/v20, rest", "/nothing, rest"})
    void aPathBelongsToTheProtocolWithTheLongestPrefix(String path, String protocol) {
        assertThat(registry.at(path).errorBody(RequestException.unknownPath("path"))).hasToString("\"" + protocol + "\"");
    }

    @ParameterizedTest
    @CsvSource({"/v1/ask, POST", "/v1/ask/, POST", "/v1/ask/more, GET", "/v1/models, GET", "/v1/models/a, GET",
            "/v1/models/a:b/c:predict, POST", "/v1/models/:predict, GET", "/v2/models/a, GET",
            "/v2/models/a/infer, POST", "/v2/models/a/versions/1/infer, POST", "/v2/modelsXa/infer, GET", "/nothing, GET"})
    void aPathAcceptsTheMethodOfItsRoute(String path, String method) {
        assertThat(registry.allowedMethods(path)).isEqualTo(method);
    }

    @Test
    void anErrorMessageListsEveryPathOnce() {
        assertThat(registry.paths()).containsExactly("/v1/ask", "/v1/models", "/v1/models/<name>:predict",
                "/v2/models/<name>", "/v2/models/<name>/infer");
    }
}
