package dev.ponder.kserve.v2.repository;

import dev.ponder.kserve.v2.V2Errors;
import dev.ponder.kserve.v2.V2ModelsResource;
import dev.ponder.kserve.v2.V2Test;
import dev.ponder.profiles.ModelControlOffProfile;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.LiveReply;
import dev.ponder.support.upstream.ChatJson;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.UpstreamScript;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(ModelControlOffProfile.class)
@Timeout(60)
class ModelControlOffTest extends V2Test {

    private static final String STREAM = "/v2/models/" + V2ModelsResource.EMULATED + "/generate_stream";

    @ParameterizedTest
    @ValueSource(strings = {"echo/load", "echo/unload", "v2-fresh/load", "nobody/unload"})
    void loadsAndUnloadsNothing(String change) {
        assertThat(V2Errors.of(post("/v2/repository/models/" + change, "{}"), 501))
                .contains("ponder.kserve.model-control");
        assertThat(get("/v2/models/echo/ready").status()).isEqualTo(200);
        assertThat(get("/v2/models/v2-fresh").status()).isEqualTo(404);
    }

    @Test
    void listsItsModelsAllTheSame() {
        HttpReply reply = post("/v2/repository/index", "{\"ready\":true}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json()).extracting(model -> model.path("name").asText()).contains("echo");
    }

    @Test
    void isNotReadyWhileAModelIsNot() {
        HttpReply reply = get("/v2/health/ready");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.text()).isEqualTo("{\"ready\":false}");
        assertThat(get("/v2/health/live").status()).isEqualTo(200);
        assertThat(get("/").status()).isEqualTo(200);
    }

    @Test
    void breaksTheSilenceOfAStreamAndTellsInItWhatFailsLater() throws Exception {
        var call = new CompletableFuture<FakeCall>();
        target(call::complete);
        var response = client.at(STREAM).chatLive("{\"text_input\":\"x\"}");
        call.get();
        try (LiveReply reply = response.join()) {
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("Content-Type")).isEqualTo("text/event-stream; charset=utf-8");
            assertThat(reply.nextLine()).isEqualTo(": keep-alive");
            assertThat(reply.nextLine()).isEmpty();
            var failing = UpstreamScript.refuses(401, ChatJson.error("Who are you", "x").toString(), Map.of());
            var model = target(failing);
            model.calls().stream().filter(open -> !open.closed()).forEach(failing::answer);

            HttpReply rest = HttpReply.ofStream(reply.rest());
            assertThat(rest.text()).doesNotContain("[DONE]", "event:");
            assertThat(rest.chunks()).singleElement().satisfies(event -> {
                assertThat(event.fieldNames()).toIterable().containsExactly("error");
                assertThat(event.path("error").textValue()).contains("Who are you");
            });
        }
    }
}
