package dev.ponder.operations;

import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.upstream.FakeUpstreamResource;
import dev.ponder.support.upstream.UpstreamScript;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class MetricsTest extends ServerTest {

    /** Clients name models, so as a tag a name would grow without bound. */
    private static final String MODEL = "a-model-that-only-metrics-know";

    @Test
    void countCallsTokensAndRequests() {
        upstream.named(MODEL).that(UpstreamScript.says("391"));

        client.chat(Chat.ask("speaker-" + MODEL));
        client.chat(Chat.stream("speaker-" + MODEL));
        client.chat(Chat.stream(MODEL));

        assertThat(metrics()).contains(
                "gen_ai_client_operation_duration_seconds_count{outcome=\"ok\",upstream=\"default\"}",
                "gen_ai_client_token_usage_total{gen_ai_token_type=\"input\",upstream=\"default\"}",
                "gen_ai_client_token_usage_total{gen_ai_token_type=\"output\",upstream=\"default\"}",
                "ponder_strategy_time_to_first_part_seconds_count{strategy=\"speaker\"}",
                "ponder_strategy_duration_seconds_count{mode=\"native\",outcome=\"ok\",strategy=\"speaker\"}",
                "ponder_strategy_duration_seconds_count{mode=\"native\",outcome=\"ok\",strategy=\"none\"}");
    }

    @Test
    void tellFailuresApart() {
        upstream.named(MODEL + "-2").that(UpstreamScript.refuses(401, "{}", Map.of()));

        client.chat(Chat.ask("re2-" + MODEL + "-2"));

        assertThat(metrics()).contains("outcome=\"unauthenticated\",upstream=\"default\"",
                "mode=\"native\",outcome=\"unauthenticated\",strategy=\"re2\"");
    }

    @Test
    void haveNoTagThatClientsInvent() {
        upstream.named(MODEL).that(UpstreamScript.says("391"));

        client.chat(Chat.ask("speaker&re2-" + MODEL));
        client.send("GET", "/v1/models/" + MODEL, "");
        client.send("GET", "/v1/nothing/" + MODEL, "");
        client.send("GET", "/openai/v1/models/" + MODEL, "");
        client.send("GET", "/openai/v1/nothing/" + MODEL, "");

        assertThat(metrics()).contains("strategy=\"composed\"")
                .doesNotContain(MODEL, "speaker&re2", FakeUpstreamResource.API_KEY);
    }

    private static String metrics() {
        return get("/q/metrics").asString();
    }
}
