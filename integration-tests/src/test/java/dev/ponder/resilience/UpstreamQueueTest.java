package dev.ponder.resilience;

import dev.ponder.support.OpenAiErrors;
import dev.ponder.support.ServerMetrics;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.Visitor;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.FakeModel;
import dev.ponder.support.upstream.UpstreamScript;

import static dev.ponder.support.upstream.FakeUpstreamResource.NARROW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.test.junit.QuarkusTest;

/** An upstream that takes one call at a time, while one more may wait for its turn. */
@QuarkusTest
@Timeout(60)
class UpstreamQueueTest extends ServerTest {

    private static final String QUEUED = "ponder_upstream_calls_queued{upstream=\"narrow\"}";
    private static final String ACTIVE = "ponder_upstream_calls_active{upstream=\"narrow\"}";

    @ParameterizedTest
    @CsvSource({"none,false", "none,true", "re2,false", "re2,true"})
    void whoFindsNoPlaceIsToldToComeBack(String strategy, boolean stream) {
        FakeModel model = upstream.model(NARROW);
        var body = Chat.ask(strategy + "-" + model.name()).put("stream", stream);
        var first = client.chatLater(body);
        FakeCall held = model.next();
        var second = client.chatLater(body);
        ServerMetrics.await(QUEUED, 1);

        HttpReply refused = client.chat(body);

        JsonNode error = OpenAiErrors.of(refused);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(error.path("code").asText()).isEqualTo("overloaded");
        assertThat(error.path("message").asText()).contains("'narrow'", "ponder.upstreams.narrow.max-connections");
        model.that(UpstreamScript.says("It is 391."));
        UpstreamScript.says("It is 391.").answer(held);
        assertThat(first.join().status()).isEqualTo(200);
        assertThat(second.join().status()).isEqualTo(200);
        ServerMetrics.await(ACTIVE, 0);
    }

    /** Whoever leaves the queue makes room in it, and never calls. */
    @ParameterizedTest
    @CsvSource({"none,false", "none,true", "re2,false", "re2,true", "picker,false", "speaker,true"})
    void whoLeavesTheQueueNeverCalls(String strategy, boolean stream) {
        FakeModel model = upstream.model(NARROW);
        var first = client.chatLater(Chat.ask(model.name()));
        FakeCall held = model.next();
        var second = new Visitor(server, Chat.ask(strategy + "-" + model.name()).put("stream", stream));
        ServerMetrics.await(QUEUED, 1);
        second.leave();
        ServerMetrics.await(QUEUED, 0);

        var third = client.chatLater(Chat.ask(model.name()));
        ServerMetrics.await(QUEUED, 1);
        held.completion("It is 391.");
        assertThat(first.join().status()).isEqualTo(200);
        model.next().completion("It is 391.");
        assertThat(third.join().status()).isEqualTo(200);
        assertThat(model.calls()).hasSize(2);
    }

    /** A stream is a call to its end. */
    @Test
    void aStreamKeepsItsTurn() throws Exception {
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
    void aTurnThatIsTakenOverClosesWithItsClient() {
        FakeModel model = upstream.model(NARROW);
        var first = new Visitor(server, Chat.stream("re2-" + model.name()));
        FakeCall held = model.next();
        var second = client.chatLater(Chat.ask("re2-" + model.name()));
        ServerMetrics.await(QUEUED, 1);
        long left = first.leave();

        assertThat(Duration.ofNanos(held.closedAt(Duration.ofSeconds(20)) - left)).isLessThan(Duration.ofSeconds(1));
        model.next().completion("It is 391.");
        assertThat(second.join().status()).isEqualTo(200);
    }
}
