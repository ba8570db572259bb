package dev.ponder.resilience;

import dev.ponder.support.OpenAiErrors;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.Visitor;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.UpstreamScript;

import static dev.ponder.support.upstream.FakeUpstreamResource.ILL;
import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkus.test.junit.QuarkusTest;

/** An upstream whose answers keep breaking off is left alone for a while, and everybody can see that. */
@QuarkusTest
@Timeout(60)
class CircuitBreakerTest extends ServerTest {

    @ParameterizedTest
    @ValueSource(strings = {"none", "re2"})
    void opensOnAnswersThatAreCutAndClosesWhenTheyAreWhole(String strategy) {
        var model = upstream.model(ILL).that(call -> call.begin().say("It ", "is ").end());
        ObjectNode body = Chat.stream(strategy + "-" + model.name());
        HttpReply refused = client.chat(body);
        while (refused.status() == 200) {
            refused = client.chat(body);
        }
        int calls = model.calls().size();

        assertThat(calls).isBetween(1, 4);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(OpenAiErrors.of(refused).path("message").asText()).contains("'ill'",
                "ponder.upstreams.ill.circuit-breaker");
        assertThat(model.calls()).hasSize(calls);
        assertThat(get("/q/health/ready").path("checks.find { it.name == 'upstreams' }.data.ill").toString())
                .contains("circuit open");
        assertThat(get("/q/metrics").asString()).contains("ponder_upstream_circuit_open{upstream=\"ill\"} 1.0");

        model.that(UpstreamScript.says("It is 391."));
        untilAnswered(body);
        assertThat(client.chat(body).content(0)).isEqualTo("It is 391.");
        assertThat(get("/q/health/ready").path("checks.find { it.name == 'upstreams' }.data.ill").toString())
                .contains("circuit closed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "re2"})
    void staysClosedWhenClientsLeave(String strategy) {
        var model = upstream.model(ILL);
        for (int i = 0; i < 8; i++) {
            var visitor = new Visitor(server, Chat.stream(strategy + "-" + model.name()));
            FakeCall call = model.next();
            call.begin().say("It ");
            visitor.read("It ");
            visitor.leave();
            call.closedAt(Duration.ofSeconds(20));
        }
        model.that(UpstreamScript.says("It is 391."));

        assertThat(client.chat(Chat.ask(strategy + "-" + model.name())).status()).isEqualTo(200);
    }

    private void untilAnswered(ObjectNode body) {
        while (client.chat(body).status() != 200) {
            Thread.onSpinWait();
        }
    }
}
