package dev.ponder.kserve.v2.repository;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.kserve.v2.V2Errors;
import dev.ponder.kserve.v2.V2Test;
import dev.ponder.profiles.LowLimitsProfile;
import dev.ponder.support.client.HttpReply;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(LowLimitsProfile.class)
@Timeout(60)
class ModelControlOffTest extends V2Test {

    @ParameterizedTest
    @ValueSource(strings = {"echo/load", "echo/unload", "v2-fresh/load", "unknown/unload"})
    void rejectsLoadAndUnload(String change) {
        assertThat(V2Errors.of(post("/v2/repository/models/" + change, "{}"), 501))
                .contains("ponder.kserve.model-control");
        assertThat(get("/v2/models/echo/ready").status()).isEqualTo(200);
        assertThat(get("/v2/models/v2-fresh").status()).isEqualTo(404);
    }

    @Test
    void stillListsModels() {
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
}
