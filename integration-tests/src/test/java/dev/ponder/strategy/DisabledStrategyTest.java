package dev.ponder.strategy;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.support.OpenAiErrors;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import io.quarkus.test.junit.QuarkusTest;

/** Strategies that fetch addresses, run programs or keep what clients send are off until the operator enables them. */
@QuarkusTest
class DisabledStrategyTest extends ServerTest {

    @ParameterizedTest
    @ValueSource(strings = {"readurls", "web_search", "deep_research", "spl", "executecode", "coc", "mcp"})
    void isRefusedWithTheProperty(String id) {
        var model = upstream.model();
        assertRefused(client.chat(Chat.ask(id + "-" + model.name())), id, "model");
        assertRefused(client.chat(Chat.ask(model.name()), "X-Ponder-Strategy", "re2&" + id), id, "X-Ponder-Strategy");
    }

    @Test
    void isListedAsDisabled() {
        when().get("/v1/strategies").then()
                .body("data.findAll { !it.enabled }.id", hasItems("readurls", "executecode", "mcp"))
                .body("data.findAll { it.enabled }.id", hasItems("moa", "privacy", "json"))
                .body("data.findAll { it.enabled }.id", not(hasItems("readurls")));
    }

    private static void assertRefused(HttpReply reply, String id, String param) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(403);
        var error = OpenAiErrors.of(reply);
        assertThat(error.path("code").asText()).isEqualTo("permission_error");
        assertThat(error.path("param").asText()).isEqualTo(param);
        assertThat(error.path("message").asText())
                .contains("strategy '" + id + "' is not enabled", "ponder.strategies." + id + ".enabled=true")
                .doesNotContain(" " + id + ",");
    }
}
