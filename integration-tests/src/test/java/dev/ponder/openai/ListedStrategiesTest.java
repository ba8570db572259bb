package dev.ponder.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** The operator lets the model list contain strategies, and names aliases. */
@QuarkusTest
@TestProfile(ListedStrategiesTest.Listed.class)
class ListedStrategiesTest extends ServerTest {

    /** Aliases in the plain place, in KServe's, and in both. */
    public static class Listed implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("ponder.models.list-strategies", "true",
                    "ponder.models.reason.model", "re2-alias-target",
                    "ponder.models.\"team/fast\".model", "listed",
                    "ponder.models.both.model", "ignored",
                    "ponder.kserve.models.both.model", "re2-alias-target");
        }
    }

    @Test
    void listsEachModelWithEachStrategyOnce() {
        JsonNode data = client.send("GET", "/v1/models", "").json().path("data");

        assertThat(data).extracting(model -> model.path("id").asText()).doesNotHaveDuplicates()
                .contains("listed", "moa-listed", "bon-listed", "re2-team/llama-3.3/70b", "reason", "team/fast", "both",
                        "gen", "re2-gen")
                .doesNotContain("none-listed", "moa-reason", "re2-team/fast", "moa-enc");
        assertThat(data).filteredOn(model -> model.path("id").asText().equals("moa-listed"))
                .extracting(model -> model.path("owned_by").asText()).containsExactly("tests");
    }

    @ParameterizedTest
    @ValueSource(strings = {"moa-listed", "re2-gen", "reason", "team/fast", "both"})
    void findsEachOfThem(String id) {
        HttpReply reply = client.send("GET", "/v1/models/" + id, "");

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.json().path("id").asText()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reason", "both"})
    void answersByAnAliasInEveryProtocol(String alias) {
        var target = upstream.named("alias-target").plays(UpstreamScript.answers("It is 391."));

        HttpReply chat = client.chat(Chat.ask(alias));
        assertThat(chat.content(0)).isEqualTo("It is 391.");
        assertThat(chat.header("X-Ponder-Strategy")).isEqualTo("re2");
        assertThat(client.at("/v1/models/" + alias + ":predict").chat("{\"instances\": [\"x\"]}").text())
                .contains("It is 391.");
        assertThat(client.at("/v2/models/" + alias + "/generate").chat("{\"text_input\": \"x\"}").text())
                .contains("It is 391.");
        assertThat(target.lastCall().json().path("model").asText()).isEqualTo("alias-target");
    }
}
