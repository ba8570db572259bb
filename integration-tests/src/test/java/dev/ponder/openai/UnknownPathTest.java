package dev.ponder.openai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.support.OpenAiErrors;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.HttpReply;
import io.quarkus.test.junit.QuarkusTest;

/** Unknown paths and methods return an error in the format of their protocol. */
@QuarkusTest
class UnknownPathTest extends ServerTest {

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completion", "/v1/chat", "/v1/completion", "/v1/embedding", "/chat/completions",
            "/v1/", "/v1",
            "/nothing/here"})
    void isNotFound(String path) {
        HttpReply reply = client.send("POST", path, "{}");

        assertThat(reply.status()).isEqualTo(404);
        JsonNode error = OpenAiErrors.of(reply);
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.path("code").asText()).isEqualTo("not_found_error");
        assertThat(error.path("message").asText()).contains("'" + path + "'", "/v1/chat/completions",
                "/v1/completions", "/v1/embeddings", "/v1/rerank");
    }

    @ParameterizedTest
    @CsvSource({"GET,/v1/chat/completions", "DELETE,/v1/chat/completions", "PUT,/openai/v1/models",
            "DELETE,/openai/v1/models/listed", "POST,/v1/strategies", "GET,/v1/completions", "GET,/v1/embeddings",
            "DELETE,/v1/rerank"})
    void isNotAllowed(String method, String path) {
        HttpReply reply = client.send(method, path, "");

        assertThat(reply.status()).isEqualTo(405);
        JsonNode error = OpenAiErrors.of(reply);
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.path("message").asText()).contains(method, "'" + path + "'", "expected");
    }

    @ParameterizedTest
    @CsvSource({"PUT,/v1/models", "DELETE,/v1/models/listed", "POST,/v1/models/listed", "GET,/v1/models/echo:predict",
            "GET,/v2/models/echo/infer", "POST,/v2/models/echo", "DELETE,/v2"})
    void isNotAllowedInKServesFormat(String method, String path) {
        HttpReply reply = client.send(method, path, "");

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("Allow")).isNotEmpty();
        assertThat(reply.json().path("error").asText()).contains(method, "'" + path + "'", reply.header("Allow"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/nothing", "/v2/models/echo/nothing", "/v2/models/echo/infer/more"})
    void isNotFoundInKServesFormat(String path) {
        HttpReply reply = client.send("POST", path, "{}");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.json().path("error").asText()).contains("'" + path + "'", "/v2/models/<name>/infer");
    }
}
