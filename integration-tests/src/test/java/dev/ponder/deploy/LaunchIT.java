package dev.ponder.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.PonderClient;
import dev.ponder.support.upstream.FakeUpstream;
import dev.ponder.support.upstream.UpstreamScript;

/** The packaged application, started with command line flags. */
class LaunchIT {

    @Test
    void prefersFlagsToTheEnvironmentAndIgnoresUnknownFlags() throws Exception {
        var environment = Map.of("QUARKUS_HTTP_PORT", "1", "OPENAI_BASE_URL", "http://localhost:1/v1",
                "PONDER_WARMUP_ENABLED", "false", "QUARKUS_LOG_CATEGORY__DEV_PONDER_RUNTIME_WARMUP__LEVEL", "DEBUG");
        try (var upstream = new FakeUpstream();
                var server = PackagedServer.start(environment, "--http_port=0", "--model_name", "its",
                        "--predictor_host", URI.create(upstream.baseUrl()).getAuthority(), "--workers", "2",
                        "--model_dir=/mnt/models", "--no-such-flag=sk-secret", "--enable_docs_url")) {
            var model = upstream.model().plays(UpstreamScript.answers("It is 391."));
            var client = new PonderClient(server.address());

            HttpReply reply = client.chat(Chat.ask(model.name()));

            assertThat(reply.content(0)).isEqualTo("It is 391.");
            assertThat(model.next().path()).isEqualTo("/openai/v1/chat/completions");
            assertThat(server.log())
                    .containsOnlyOnce("ignored flags: --workers, --model_dir, --enable_docs_url")
                    .doesNotContain("/mnt/models", "sk-secret", "no-such-flag", "warm-up");
        }
    }

    @Test
    void doesNotStartWithAMalformedPort() throws Exception {
        try (var server = PackagedServer.start(Map.of("PONDER_SIM_ENABLED", "true"), "--http_port", "eighty")) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.log()).contains("--http_port: 'eighty' (expected a port, 0 to 65535");
        }
    }
}
