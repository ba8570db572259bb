package dev.ponder.resilience;

import static dev.ponder.support.upstream.FakeUpstreamResource.NARROW;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.support.OpenAiErrors;
import dev.ponder.support.ServerMetrics;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.RawHttpClient;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.FakeModel;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** An upstream with one connection and a queue of one call. */
@QuarkusTest
@Timeout(60)
class UpstreamQueueTest extends ServerTest {

    private static final String QUEUED = "ponder_upstream_calls_queued{upstream=\"narrow\"}";
    private static final String ACTIVE = "ponder_upstream_calls_active{upstream=\"narrow\"}";

    @ParameterizedTest
    @CsvSource({"none,false", "none,true", "re2,false", "re2,true"})
    void callsAreRejectedWith503WhenTheQueueIsFull(String strategy, boolean stream) {
        FakeModel model = upstream.model(NARROW);
        var body = Chat.ask(strategy + "-" + model.name()).put("stream", stream);
        var first = client.chatLater(body);
        FakeCall held = model.next();
        var second = client.chatLater(body);
        ServerMetrics.await(QUEUED, 1);

        HttpReply rejected = client.chat(body);

        JsonNode error = OpenAiErrors.of(rejected);
        assertThat(rejected.status()).isEqualTo(503);
        assertThat(rejected.header("Retry-After")).isEqualTo("1");
        assertThat(error.path("code").asText()).isEqualTo("overloaded");
        assertThat(error.path("message").asText()).contains("'narrow'", "ponder.upstreams.narrow.max-connections");
        model.plays(UpstreamScript.answers("It is 391."));
        UpstreamScript.answers("It is 391.").play(held);
        assertThat(first.join().status()).isEqualTo(200);
        assertThat(second.join().status()).isEqualTo(200);
        ServerMetrics.await(ACTIVE, 0);
    }

    /** A client that disconnects while queued frees its place, and its call is never made. */
    @ParameterizedTest
    @CsvSource({"none,false", "none,true", "re2,false", "re2,true", "first_of_n,false", "two_stage,true"})
    void aQueuedClientThatDisconnectsMakesNoCall(String strategy, boolean stream) {
        FakeModel model = upstream.model(NARROW);
        var first = client.chatLater(Chat.ask(model.name()));
        FakeCall held = model.next();
        var second = new RawHttpClient(server).chat(Chat.ask(strategy + "-" + model.name()).put("stream", stream));
        ServerMetrics.await(QUEUED, 1);
        second.disconnect();
        ServerMetrics.await(QUEUED, 0);

        var third = client.chatLater(Chat.ask(model.name()));
        ServerMetrics.await(QUEUED, 1);
        held.completion("It is 391.");
        assertThat(first.join().status()).isEqualTo(200);
        model.next().completion("It is 391.");
        assertThat(third.join().status()).isEqualTo(200);
        assertThat(model.calls()).hasSize(2);
    }

    /** A stream holds its permit until its end. */
    @Test
    void aStreamHoldsItsPermitToItsEnd() throws Exception {
        FakeModel model = upstream.model(NARROW);
        var first = client.chatLive(Chat.stream(model.name()));
        FakeCall held = model.next();
        held.begin().say("It is ");
        try (var reply = first.join()) {
            assertThat(reply.nextContent()).isEqualTo("It is ");
            var second = client.chatLater(Chat.ask("re2-" + model.name()));
            ServerMetrics.await(QUEUED, 1);
            assertThat(model.calls()).hasSize(1);
            held.say("391.").finish("stop");
            model.next().completion("It is 391.");
            assertThat(second.orTimeout(20, TimeUnit.SECONDS).join().status()).isEqualTo(200);
        }
    }

    @Test
    void aPermitIsReleasedWhenItsClientDisconnects() {
        FakeModel model = upstream.model(NARROW);
        var first = new RawHttpClient(server).chat(Chat.stream("re2-" + model.name()));
        FakeCall held = model.next();
        var second = client.chatLater(Chat.ask("re2-" + model.name()));
        ServerMetrics.await(QUEUED, 1);
        first.disconnect();

        held.closedAt();
        model.next().completion("It is 391.");
        assertThat(second.join().status()).isEqualTo(200);
    }
}
