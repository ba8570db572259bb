package dev.ponder.runtime.rest.kserve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import jakarta.ws.rs.core.Response;

import org.junit.jupiter.api.Test;

import dev.ponder.runtime.health.ReadinessCondition;

class ServerHealthResourceTest {

    @Test
    void isReadyWhenEveryConditionIs() {
        assertAnswers(200, "{\"ready\":true}", () -> true, () -> true);
    }

    @Test
    void isNotReadyWhenOneConditionIsNot() {
        assertAnswers(503, "{\"ready\":false}", () -> true, () -> false);
        assertAnswers(503, "{\"ready\":false}", () -> false, () -> true);
    }

    private static void assertAnswers(int status, String body, ReadinessCondition... conditions) {
        Response response = new ServerHealthResource(List.of(conditions)).ready();

        assertThat(response.getStatus()).isEqualTo(status);
        assertThat(response.getEntity()).isEqualTo(body);
    }
}
