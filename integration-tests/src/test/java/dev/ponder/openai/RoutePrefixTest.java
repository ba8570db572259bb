package dev.ponder.openai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.support.OpenAiErrors;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.Texts;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** Every path is also served under the prefix {@code /openai}. */
@QuarkusTest
class RoutePrefixTest extends ServerTest {

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models", "/v1/models?x=1", "/v1/models/listed", "/v1/models/team/llama-3.3/70b",
            "/v1/models/team%2Fllama-3.3%2F70b", "/v1/models/re2-listed", "/v1/strategies"})
    void answersLikeThePathWithoutIt(String path) {
        HttpReply with = client.send("GET", "/openai" + path, "");
        HttpReply without = client.send("GET", path, "");

        assertThat(without.status()).as(without.text()).isEqualTo(200);
        assertThat(with.status()).as(with.text()).isEqualTo(200);
        assertThat(with.json()).isEqualTo(without.json());
    }

    @Test
    void servesAnswersAndStreams() {
        var model = model().plays(UpstreamScript.answers("It is 391."));

        assertThat(client.at("/openai/v1/chat/completions").chat(Chat.ask("re2-" + model.name())).content(0))
                .isEqualTo("It is 391.");
        assertThat(client.at("/openai/v1/chat/completions").chat(Chat.stream(model.name())).content(0))
                .isEqualTo("It is 391.");
        assertThat(client.at("/openai/v1/completions").chat(Texts.complete(model.name()).put("stream", true))
                .completion(0)).isEqualTo("It is 391.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openai/v1/nothing", "/openai/v1/", "/openai/v1", "/openai", "/openai/v2/models",
            "/openai/openai/v1/models", "/openaiv1/models", "/open/v1/models"})
    void returns404ForUnknownPaths(String path) {
        HttpReply reply = client.send("POST", path, "{}");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(OpenAiErrors.of(reply).path("message").asText()).contains("'" + path + "'", "/v1/chat/completions",
                "/v1/completions", "/v1/embeddings", "/v1/rerank", "/v1/models");
    }

    @Test
    void isNotMatchedWhenEncoded() {
        assertThat(client.send("GET", "/%6Fpenai/v1/models", "").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"GET,/openai/v1/completions", "GET,/openai/v1/embeddings", "PUT,/openai/v1/rerank",
            "DELETE,/openai/v1/models/listed"})
    void returns405ForWrongMethods(String method, String path) {
        HttpReply reply = client.send(method, path, "");

        assertThat(reply.status()).isEqualTo(405);
        assertThat(OpenAiErrors.of(reply).path("message").asText()).contains(method, "'" + path + "'", "expected");
    }

    @Test
    void hasErrorsInOpenAisFormat() {
        JsonNode unknown = OpenAiErrors.of(client.send("GET", "/openai/v1/models/unknown", ""));
        assertThat(unknown.path("code").asText()).isEqualTo("model_not_found");
        HttpReply malformed = client.at("/openai/v1/chat/completions").chat("{");
        assertThat(malformed.status()).isEqualTo(400);
        assertThat(OpenAiErrors.of(malformed).path("message").asText()).startsWith("body: not JSON");
    }
}
