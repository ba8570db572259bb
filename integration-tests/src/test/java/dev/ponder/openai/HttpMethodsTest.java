package dev.ponder.openai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.support.ServerTest;
import dev.ponder.support.client.HttpReply;
import io.quarkus.test.junit.QuarkusTest;

/** HEAD is served where GET is, and OPTIONS everywhere. */
@QuarkusTest
class HttpMethodsTest extends ServerTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/health", "/metrics", "/v1/models", "/v1/models/listed", "/v1/strategies", "/v2",
            "/v2/models", "/v2/models/echo", "/v2/models/echo/ready", "/v2/health/live", "/v2/health/ready",
            "/openai/v1/models", "/q/health", "/q/openapi"})
    void servesHeadLikeGet(String path) {
        HttpReply head = client.send("HEAD", path, "");

        assertThat(head.status()).isEqualTo(client.send("GET", path, "").status()).isEqualTo(200);
        assertThat(head.text()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"/|GET, HEAD, OPTIONS", "/health|GET, HEAD, OPTIONS",
            "/v1/models|GET, HEAD, OPTIONS", "/v1/models/a/b|GET, HEAD, OPTIONS", "/v2|GET, HEAD, OPTIONS",
            "/v2/models/echo|GET, HEAD, OPTIONS", "/v1/chat/completions|POST, OPTIONS", "/v1/completions|POST, OPTIONS",
            "/v1/embeddings|POST, OPTIONS", "/v1/rerank|POST, OPTIONS", "/v1/models/echo:predict|POST, OPTIONS",
            "/v2/models/echo/infer|POST, OPTIONS", "/v2/models/plain/generate|POST, OPTIONS",
            "/openai/v1/chat/completions|POST, OPTIONS", "/openai/deployments/m/chat/completions|POST, OPTIONS",
            "/v2/repository/index|POST, OPTIONS"})
    void answersOptions(String path, String allowed) {
        HttpReply reply = client.send("OPTIONS", path, "");

        assertThat(reply.status()).isIn(200, 204);
        assertThat(reply.headers().allValues("Allow")).containsExactly(allowed);
        assertThat(reply.text()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/v1/models/echo:predict", "/v2/models/echo/infer"})
    void refusesHeadWithoutGet(String path) {
        HttpReply reply = client.send("HEAD", path, "");

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("Allow")).isEqualTo("POST");
    }
}
