package dev.ponder.resilience;

import dev.ponder.profiles.SmallQueueProfile;
import dev.ponder.support.OpenAiErrors;
import dev.ponder.support.ServerMetrics;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.Visitor;
import dev.ponder.support.upstream.FakeModel;
import dev.ponder.support.upstream.UpstreamScript;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** More clients than the server may answer. */
@QuarkusTest
@TestProfile(SmallQueueProfile.class)
@Timeout(60)
class AdmissionTest extends ServerTest {

    private List<Visitor> fill(FakeModel model, String strategy, boolean stream) {
        List<Visitor> visitors = Stream.generate(
                () -> new Visitor(server, Chat.ask(strategy + "-" + model.name()).put("stream", stream)))
                .limit(2).toList();
        model.next();
        model.next();
        return visitors;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3_000_000})
    void whoFindsNoPlaceIsToldToComeBackWhateverTheyBring(int padding) {
        FakeModel model = upstream.model();
        List<Visitor> inside = fill(model, "re2", true);
        var waiting = client.chatLater(Chat.ask("re2-" + model.name()));
        ServerMetrics.await("ponder_admission_queued", 1);

        HttpReply refused = client.chat(Chat.ask(model.name()).put("padding", "x".repeat(padding)));

        JsonNode error = OpenAiErrors.of(refused);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(error.path("code").asText()).isEqualTo("overloaded");
        assertThat(error.path("message").asText()).contains("3 requests", "ponder.admission.max-queued");
        model.that(UpstreamScript.says("It is 391."));
        inside.forEach(Visitor::leave);
        assertThat(waiting.join().status()).isEqualTo(200);
        ServerMetrics.await("ponder_admission_active", 0);
    }

    /** Whoever leaves the queue makes room in it, and no call is made for them. */
    @ParameterizedTest
    @CsvSource({"none,false", "none,true", "re2,false", "picker,false", "speaker,true"})
    void whoLeavesTheQueueNeverCalls(String strategy, boolean stream) {
        FakeModel model = upstream.model();
        List<Visitor> inside = fill(model, "none", stream);
        var leaving = new Visitor(server, Chat.ask(strategy + "-" + model.name()).put("stream", stream));
        ServerMetrics.await("ponder_admission_queued", 1);
        leaving.leave();
        ServerMetrics.await("ponder_admission_queued", 0);
        var waiting = client.chatLater(Chat.ask("re2-" + model.name()));
        ServerMetrics.await("ponder_admission_queued", 1);
        model.that(UpstreamScript.says("It is 391."));
        inside.forEach(Visitor::leave);

        assertThat(waiting.join().status()).isEqualTo(200);
        assertThat(model.calls()).hasSize(3);
        ServerMetrics.await("ponder_admission_active", 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"model\":\"m\",\"messages\":[]}"})
    void whatIsWrongWithARequestIsSaidWithoutWaiting(String body) {
        FakeModel model = upstream.model();
        List<Visitor> inside = fill(model, "re2", false);

        assertThat(client.chat(body).status()).isEqualTo(400);
        inside.forEach(Visitor::leave);
        ServerMetrics.await("ponder_admission_active", 0);
    }
}
