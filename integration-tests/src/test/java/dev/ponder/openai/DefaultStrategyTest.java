package dev.ponder.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.profiles.SimulatedModelProfile;
import dev.ponder.support.OpenAiErrors;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.Texts;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** Endpoints that use the default strategy, endpoints of the simulated model, and a configured route prefix. */
@QuarkusTest
@TestProfile(SimulatedModelProfile.class)
class DefaultStrategyTest extends ServerTest {

    @ParameterizedTest
    @ValueSource(strings = {"embeddings", "rerank"})
    void theDefaultStrategyDoesNotApplyToEmbeddingsAndRerank(String endpoint) {
        var model = model().plays(call -> call.reply(200, "{\"data\":[]}", Map.of()));

        HttpReply reply = client.at("/v1/" + endpoint).chat(Texts.of(endpoint, model.name()));

        assertThat(reply.text()).isEqualTo("{\"data\":[]}");
        assertThat(reply.header("X-Ponder-Strategy")).isEqualTo("none");
    }

    @Test
    void theDefaultStrategyAppliesToTextCompletions() {
        var model = model().plays(UpstreamScript.answers("391"));

        HttpReply reply = client.at("/v1/completions").chat(Texts.complete(model.name()));

        assertThat(reply.header("X-Ponder-Strategy")).isEqualTo("re2");
        assertThat(model.next().endpoint()).isEqualTo("/chat/completions");
    }

    @ParameterizedTest
    @ValueSource(strings = {"embeddings", "rerank"})
    void theSimulatedModelSupportsNeitherEmbeddingsNorRerank(String endpoint) {
        HttpReply reply = client.at("/v1/" + endpoint).chat(Texts.of(endpoint, "sim"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(OpenAiErrors.of(reply).path("message").asText())
                .startsWith("model 'sim' does not support " + endpoint + " (expected ");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theSimulatedModelCompletesTexts(boolean stream) {
        HttpReply reply = client.at("/v1/completions").chat(Texts.complete("sim").put("stream", stream),
                "X-Ponder-Strategy", "none");

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.header("X-Ponder-Strategy")).isEqualTo("none");
        assertThat(reply.text()).contains("\"object\":\"text_completion\"");
        assertThat(reply.completion(0)).isNotBlank();
    }

    @Test
    void theRoutePrefixIsConfigurable() {
        assertThat(client.send("GET", "/models/served/v1/models", "").status()).isEqualTo(200);
        assertThat(client.send("GET", "/v1/models", "").status()).isEqualTo(200);
        assertThat(client.send("GET", "/openai/v1/models", "").status()).isEqualTo(404);
    }
}
