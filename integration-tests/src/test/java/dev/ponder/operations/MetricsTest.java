package dev.ponder.operations;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.upstream.FakeUpstreamResource;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class MetricsTest extends ServerTest {

    /** Clients choose model names, so a tag with the name would grow without bound. */
    private static final String MODEL = "a-model-of-metrics-test";

    @Test
    void countCallsTokensAndRequests() {
        upstream.named(MODEL).plays(UpstreamScript.answers("391"));

        client.chat(Chat.ask("two_stage-" + MODEL));
        client.chat(Chat.stream("two_stage-" + MODEL));
        client.chat(Chat.stream(MODEL));

        assertThat(metrics()).contains(
                "gen_ai_client_inference_duration_seconds_count{gen_ai_operation_name=\"chat\",outcome=\"ok\",upstream=\"default\"}",
                "gen_ai_client_inference_usage_input_tokens_total{upstream=\"default\"}",
                "gen_ai_client_inference_usage_output_tokens_total{upstream=\"default\"}",
                "ponder_strategy_time_to_first_part_seconds_count{strategy=\"two_stage\"}",
                "ponder_strategy_duration_seconds_count{mode=\"native\",outcome=\"ok\",strategy=\"two_stage\"}",
                "ponder_strategy_duration_seconds_count{mode=\"native\",outcome=\"ok\",strategy=\"none\"}");
    }

    @Test
    void haveTheErrorCodeAsATag() {
        upstream.named(MODEL + "-2").plays(UpstreamScript.responds(401, "{}", Map.of()));

        client.chat(Chat.ask("re2-" + MODEL + "-2"));

        assertThat(metrics()).contains("outcome=\"unauthenticated\",upstream=\"default\"",
                "mode=\"native\",outcome=\"unauthenticated\",strategy=\"re2\"");
    }

    @Test
    void haveNoTagFromRequests() {
        upstream.named(MODEL).plays(UpstreamScript.answers("391"));

        client.chat(Chat.ask("two_stage&re2-" + MODEL));
        client.send("GET", "/v1/models/" + MODEL, "");
        client.send("GET", "/v1/nothing/" + MODEL, "");
        client.send("GET", "/openai/v1/models/" + MODEL, "");
        client.send("GET", "/openai/v1/nothing/" + MODEL, "");

        assertThat(metrics()).contains("strategy=\"composed\"")
                .doesNotContain(MODEL, "two_stage&re2", FakeUpstreamResource.API_KEY);
    }

    private static String metrics() {
        return get("/q/metrics").asString();
    }
}
