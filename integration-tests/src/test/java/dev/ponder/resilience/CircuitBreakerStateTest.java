package dev.ponder.resilience;

import static dev.ponder.support.upstream.FakeUpstreamResource.ILL;
import static dev.ponder.support.upstream.FakeUpstreamResource.PATIENT;
import static dev.ponder.support.upstream.FakeUpstreamResource.RECOVERING;
import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;
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
    void opensOnTruncatedAnswers(String strategy) {
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
                .contains("circuit closed", "circuit open for ", "'" + model.name() + "'");
        assertThat(get("/q/metrics").asString()).contains("ponder_upstream_model_circuit_open{model=\"" + model.name()
                + "\",upstream=\"ill\"} 1.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "re2"})
    void closesOnCompleteAnswers(String strategy) {
        var model = upstream.model(RECOVERING).plays(call -> call.begin().say("It ", "is ").end());
        ObjectNode body = Chat.stream(strategy + "-" + model.name());
        while (client.chat(body).status() == 200) {
            Thread.onSpinWait();
        }

        model.plays(UpstreamScript.answers("It is 391."));
        untilAnswered(body);
        assertThat(client.chat(body).content(0)).isEqualTo("It is 391.");
        assertThat(get("/q/health/ready").path("checks.find { it.name == 'upstreams' }.data.recovering").toString())
                .doesNotContain(model.name());
    }

    /** Thirty candidates and their retries fail, but each stage of a request counts once. */
    @Test
    void failingRequestsOfOneModelLeaveOtherModelsAlone() {
        var bad = upstream.model(PATIENT)
                .plays(call -> call.reply(500, "{\"error\":{\"message\":\"boom\"}}", Map.of()));
        var good = upstream.model(PATIENT).plays(UpstreamScript.answers("It is 391."));
        for (int i = 0; i < 3; i++) {
            assertThat(client.chat(Chat.ask("bon-" + bad.name())).status()).isEqualTo(502);
        }
        assertThat(bad.calls()).hasSizeGreaterThan(8);

        assertThat(client.chat(Chat.ask(good.name())).content(0)).isEqualTo("It is 391.");
        assertThat(client.chat(Chat.ask("bon-" + good.name())).status()).isEqualTo(200);
    }

    @Test
    void anOpenCircuitOfAModelIsOverloadedWithRetryAfter() {
        var bad = upstream.model(ILL).plays(call -> call.reply(503, "{\"error\":{\"message\":\"boom\"}}", Map.of()));
        var good = upstream.model(ILL).plays(UpstreamScript.answers("It is 391."));
        for (int i = 0; i < 8; i++) {
            client.chat(Chat.ask(bad.name()));
        }

        HttpReply rejected = client.chat(Chat.ask(bad.name()));

        assertThat(rejected.status()).isEqualTo(503);
        assertThat(OpenAiErrors.of(rejected).path("code").asText()).isEqualTo("overloaded");
        assertThat(Integer.parseInt(rejected.header("Retry-After"))).isBetween(1, 60);
        assertThat(bad.calls()).hasSize(4);
        assertThat(client.chat(Chat.ask(good.name())).content(0)).isEqualTo("It is 391.");
        assertThat(get("/q/metrics").asString()).contains("ponder_upstream_model_circuit_open{model=\"" + bad.name()
                + "\",upstream=\"ill\"} 1.0");
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
