package dev.ponder.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import dev.ponder.support.client.Chat;
import dev.ponder.support.client.PonderClient;
import dev.ponder.support.upstream.FakeUpstream;
import dev.ponder.support.upstream.UpstreamScript;

/** The warm-up of the packaged application. {@link LaunchIT} disables it. */
class WarmupIT {

    private static final Map<String, String> ENABLED = Map.of("PONDER_WARMUP_ENABLED", "true", "PONDER_WARMUP_TIMEOUT",
            "50S", "PONDER_WARMUP_REQUESTS", "30", "PONDER_ACCESS_LOG", "true", "QUARKUS_HTTP_ACCESS_LOG_ENABLED",
            "true", "QUARKUS_LOG_CATEGORY__DEV_PONDER_RUNTIME_WARMUP__LEVEL", "DEBUG");
    private static final String DONE = "warm-up: 30 requests";

    @Test
    void endsBeforeTheServerListensAndOnlyRequestsOfClientsAreCounted() throws Exception {
        try (var upstream = new FakeUpstream(); var server = start(upstream, Map.of())) {
            var client = new PonderClient(server.address());
            var model = upstream.model().plays(UpstreamScript.answers("It is 391."));
            List<String> log = new ArrayList<>(server.log().lines().toList());

            assertThat(log).filteredOn(line -> line.contains(DONE) || line.contains("Listening on")).hasSize(2)
                    .first().asString().contains(DONE);
            assertThat(log).noneMatch(line -> line.contains("WARN") || line.contains("ERROR")
                    || line.contains("/chat/completions"));
            assertThat(client.send("GET", "/q/metrics", "").text())
                    .doesNotContain("/chat/completions", "warmup", "gen_ai", "ponder_strategy");
            assertThat(client.send("GET", "/v1/models", "").text()).doesNotContain("warmup");
            assertThat(client.send("GET", "/q/health", "").text()).doesNotContain("warmup").contains("circuit closed");

            CompletableFuture<Long> logged = server.logsAt("[ponder.access]");
            assertThat(client.chat(Chat.ask(model.name())).content(0)).isEqualTo("It is 391.");
            logged.orTimeout(30, TimeUnit.SECONDS).join();
            assertThat(client.send("GET", "/q/metrics", "").text()).contains(
                    "http_server_requests_seconds_count{method=\"POST\",outcome=\"SUCCESS\",status=\"200\","
                            + "uri=\"/v1/chat/completions\"} 1.0",
                    "gen_ai_client_inference_duration_seconds_count{gen_ai_operation_name=\"chat\",outcome=\"ok\",upstream=\"default\"} 1.0");
            assertThat(server.log().lines()).filteredOn(line -> line.contains("[ponder.access]")).hasSize(1);
        }
    }

    @Test
    void endsWhenItsTimeIsOver() throws Exception {
        try (var upstream = new FakeUpstream();
                var server = start(upstream, Map.of("PONDER_WARMUP_TIMEOUT", "300MS",
                        "PONDER_WARMUP_REQUESTS", "1000000"))) {
            var client = new PonderClient(server.address());

            assertThat(client.send("GET", "/q/health/ready", "").status()).isEqualTo(200);
        }
    }

    @Test
    void doesNotPreventTheStartWhenItFails() throws Exception {
        try (var upstream = new FakeUpstream();
                var server = start(upstream, Map.of("PONDER_LIMITS_MAX_BODY_SIZE", "10"))) {
            var client = new PonderClient(server.address());

            assertThat(client.send("GET", "/q/health/ready", "").status()).isEqualTo(200);
            assertThat(server.log()).containsOnlyOnce("the warm-up ended early").contains("status 413");
        }
    }

    private static PackagedServer start(FakeUpstream upstream, Map<String, String> more) throws Exception {
        var environment = new HashMap<>(ENABLED);
        environment.put("OPENAI_BASE_URL", upstream.baseUrl());
        environment.putAll(more);
        return PackagedServer.start(environment, "--http_port=0");
    }
}
