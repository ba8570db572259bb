package dev.ponder.openai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.support.OpenAiErrors;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.Texts;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** Clients of Azure OpenAI name the model in the path. */
@QuarkusTest
class AzureDeploymentTest extends ServerTest {

    private static final String VERSION = "?api-version=2024-10-21";

    @ParameterizedTest
    @ValueSource(strings = {"", "re2-", "bon-"})
    void namesTheModelOfABodyWithoutOne(String strategy) {
        var model = model().plays(UpstreamScript.answers("It is 391."));

        for (ObjectNode body : new ObjectNode[]{Chat.ask("x"), Chat.stream("x")}) {
            body.remove("model");
            HttpReply reply = chat(strategy + model.name(), body);
            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
            assertThat(reply.content(0)).isEqualTo("It is 391.");
            assertThat(model.lastCall().json().path("model").asText()).isEqualTo(model.name());
        }
    }

    @Test
    void leavesTheModelOfABodyThatNamesOne() {
        var model = model().plays(UpstreamScript.answers("It is 391."));

        assertThat(chat("other", Chat.ask(model.name())).content(0)).isEqualTo("It is 391.");
        ObjectNode nothing = Chat.ask("x");
        nothing.putNull("model");
        assertThat(chat(model.name(), nothing).content(0)).isEqualTo("It is 391.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"team%2Fdeep%3Aazure", "team/deep%3Aazure", "team%2fdeep:azure"})
    void decodesTheName(String encoded) {
        upstream.named("team/deep:azure").plays(UpstreamScript.answers("It is 391."));
        ObjectNode body = Chat.ask("x");
        body.remove("model");

        assertThat(chat(encoded, body).content(0)).isEqualTo("It is 391.");
    }

    @Test
    void servesTextCompletions() {
        var model = model().plays(UpstreamScript.answers("It is 391."));
        ObjectNode body = Texts.complete("x");
        body.remove("model");

        assertThat(client.at("/openai/deployments/re2-" + model.name() + "/completions" + VERSION).chat(body)
                .completion(0)).isEqualTo("It is 391.");
    }

    @Test
    void servesEmbeddings() {
        HttpReply reply = client.at("/openai/deployments/enc/embeddings" + VERSION).chat("{\"input\": [\"a\"]}");

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.json().path("model").asText()).isEqualTo("enc");
    }

    @ParameterizedTest
    @CsvSource({"POST,/openai/deployments/m/nothing,404", "POST,/openai/deployments/m/chat/nothing,404",
            "POST,/openai/deployments/m,404", "GET,/openai/deployments/m/chat/completions,405",
            "DELETE,/openai/deployments/m/embeddings,405", "POST,/openai/deployments/m/chat/completions,400",
            "POST,/openai/deployments/a%FFb/chat/completions,400"})
    void hasErrorsInOpenAisFormat(String method, String path, int status) {
        HttpReply reply = client.send(method, path, "{}");

        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(OpenAiErrors.of(reply).path("type").asText()).isEqualTo("invalid_request_error");
        if (status != 400) {
            assertThat(OpenAiErrors.of(reply).path("message").asText()).contains("'" + path + "'");
        }
    }

    private HttpReply chat(String deployment, ObjectNode body) {
        return client.at("/openai/deployments/" + deployment + "/chat/completions" + VERSION).chat(body, "api-key",
                "sk-of-the-client");
    }
}
