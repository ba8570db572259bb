package dev.ponder.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.profiles.SmallQueueProfile;
import dev.ponder.support.OpenAiErrors;
import dev.ponder.support.ServerMetrics;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.RawHttpClient;
import dev.ponder.support.upstream.FakeModel;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** More concurrent requests than {@code ponder.admission} allows. */
@QuarkusTest
@TestProfile(SmallQueueProfile.class)
@Timeout(60)
class AdmissionTest extends ServerTest {

    private List<RawHttpClient> fill(FakeModel model, String strategy, boolean stream) {
        List<RawHttpClient> clients = Stream.generate(
                () -> new RawHttpClient(server).chat(Chat.ask(strategy + "-" + model.name()).put("stream", stream)))
                .limit(2).toList();
        model.next();
        model.next();
        return clients;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3_000_000})
    void requestsAreRejectedWith503WhenTheQueueIsFull(int padding) {
        FakeModel model = upstream.model();
        List<RawHttpClient> active = fill(model, "re2", true);
        var waiting = client.chatLater(Chat.ask("re2-" + model.name()));
        ServerMetrics.await("ponder_admission_queued", 1);

        HttpReply rejected = client.chat(Chat.ask(model.name()).put("padding", "x".repeat(padding)));

        JsonNode error = OpenAiErrors.of(rejected);
        assertThat(rejected.status()).isEqualTo(503);
        assertThat(rejected.header("Retry-After")).isEqualTo("1");
        assertThat(error.path("code").asText()).isEqualTo("overloaded");
        assertThat(error.path("message").asText()).contains("3 requests", "ponder.admission.max-queued");
        model.plays(UpstreamScript.answers("It is 391."));
        active.forEach(RawHttpClient::disconnect);
        assertThat(waiting.join().status()).isEqualTo(200);
        ServerMetrics.await("ponder_admission_active", 0);
    }

    /** A client that disconnects while queued frees its place, and no upstream call is made for it. */
    @ParameterizedTest
    @CsvSource({"none,false", "none,true", "re2,false", "first_of_n,false", "two_stage,true"})
    void aQueuedClientThatDisconnectsMakesNoCall(String strategy, boolean stream) {
        FakeModel model = upstream.model();
        List<RawHttpClient> active = fill(model, "none", stream);
        var queued = new RawHttpClient(server).chat(Chat.ask(strategy + "-" + model.name()).put("stream", stream));
        ServerMetrics.await("ponder_admission_queued", 1);
        queued.disconnect();
        ServerMetrics.await("ponder_admission_queued", 0);
        var waiting = client.chatLater(Chat.ask("re2-" + model.name()));
        ServerMetrics.await("ponder_admission_queued", 1);
        model.plays(UpstreamScript.answers("It is 391."));
        active.forEach(RawHttpClient::disconnect);

        assertThat(waiting.join().status()).isEqualTo(200);
        assertThat(model.calls()).hasSize(3);
        ServerMetrics.await("ponder_admission_active", 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"model\":\"m\",\"messages\":[]}"})
    void invalidRequestsAreRejectedWithoutQueueing(String body) {
        FakeModel model = upstream.model();
        List<RawHttpClient> active = fill(model, "re2", false);

        assertThat(client.chat(body).status()).isEqualTo(400);
        active.forEach(RawHttpClient::disconnect);
        ServerMetrics.await("ponder_admission_active", 0);
    }
}
