package dev.ponder.resilience;

import static dev.ponder.support.upstream.FakeUpstreamResource.ILL;
import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.support.OpenAiErrors;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.RawHttpClient;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** The circuit breaker opens when the answers of an upstream are truncated; health and metrics report its state. */
@QuarkusTest
@Timeout(60)
class CircuitBreakerStateTest extends ServerTest {

    @ParameterizedTest
    @ValueSource(strings = {"none", "re2"})
    void opensOnTruncatedAnswersAndClosesOnCompleteOnes(String strategy) {
        var model = upstream.model(ILL).plays(call -> call.begin().say("It ", "is ").end());
        ObjectNode body = Chat.stream(strategy + "-" + model.name());
        HttpReply rejected = client.chat(body);
        while (rejected.status() == 200) {
            rejected = client.chat(body);
        }
        int calls = model.calls().size();

        assertThat(calls).isBetween(1, 4);
        assertThat(rejected.status()).isEqualTo(503);
        assertThat(OpenAiErrors.of(rejected).path("message").asText()).contains("'ill'",
                "ponder.upstreams.ill.circuit-breaker");
        assertThat(model.calls()).hasSize(calls);
        assertThat(get("/q/health/ready").path("checks.find { it.name == 'upstreams' }.data.ill").toString())
                .contains("circuit open");
        assertThat(get("/q/metrics").asString()).contains("ponder_upstream_circuit_open{upstream=\"ill\"} 1.0");

        model.plays(UpstreamScript.answers("It is 391."));
        untilAnswered(body);
        assertThat(client.chat(body).content(0)).isEqualTo("It is 391.");
        assertThat(get("/q/health/ready").path("checks.find { it.name == 'upstreams' }.data.ill").toString())
                .contains("circuit closed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "re2"})
    void staysClosedWhenClientsDisconnect(String strategy) {
        var model = upstream.model(ILL);
        for (int i = 0; i < 8; i++) {
            var raw = new RawHttpClient(server).chat(Chat.stream(strategy + "-" + model.name()));
            FakeCall call = model.next();
            call.begin().say("It ");
            raw.readUntil("It ");
            raw.disconnect();
            call.closedAt();
        }
        model.plays(UpstreamScript.answers("It is 391."));

        assertThat(client.chat(Chat.ask(strategy + "-" + model.name())).status()).isEqualTo(200);
    }

    private void untilAnswered(ObjectNode body) {
        while (client.chat(body).status() != 200) {
            Thread.onSpinWait();
        }
    }
}
