package dev.ponder.resilience;

import static dev.ponder.support.upstream.FakeUpstreamResource.NARROW;
import static dev.ponder.support.upstream.FakeUpstreamResource.TWIN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.support.OpenAiErrors;
import dev.ponder.support.ServerMetrics;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.RawHttpClient;
import dev.ponder.support.client.Texts;
import dev.ponder.support.upstream.ChatJson;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.FakeModel;
import dev.ponder.support.upstream.FakeUpstreamResource;
import io.quarkus.test.junit.QuarkusTest;

/** Failover, timeouts, queues and cancellation apply to all relayed endpoints. */
@QuarkusTest
@Timeout(60)
class RelayResilienceTest extends ServerTest {

    private static final String ANSWER = "{\"choices\":[{\"text\":\"391\"}]}";

    private HttpReply post(String endpoint, ObjectNode body) {
        return client.at("/v1/" + endpoint).chat(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"completions", "embeddings", "rerank"})
    void anErrorFailsOver(String endpoint) {
        var first = new AtomicReference<String>();
        var model = upstream.model(TWIN).plays(call -> {
            first.compareAndSet(null, call.basePath());
            call.reply(call.basePath().equals(first.get()) ? 503 : 200, ANSWER, Map.of());
        });

        HttpReply reply = post(endpoint, Texts.of(endpoint, model.name()));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).contains("391");
        assertThat(model.calls()).hasSize(2).allMatch(call -> call.endpoint().equals("/" + endpoint));
    }

    @ParameterizedTest
    @ValueSource(strings = {"completions", "embeddings", "rerank"})
    void anErrorKeepsItsStatusAndMessage(String endpoint) {
        String words = ChatJson.error("Computer says no", "x").toString();
        var model = model().plays(call -> call.reply(429, words, Map.of("Retry-After", "33")));

        HttpReply reply = post(endpoint, Texts.of(endpoint, model.name()));

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.text()).isEqualTo(words);
        assertThat(reply.header("Retry-After")).isEqualTo("33");
    }

    @ParameterizedTest
    @ValueSource(strings = {"completions", "embeddings", "rerank"})
    void anUnreachableServerIs502(String endpoint) {
        HttpReply reply = post(endpoint, Texts.of(endpoint, FakeUpstreamResource.UNREACHABLE_MODEL));

        assertThat(reply.status()).isEqualTo(502);
        assertThat(OpenAiErrors.of(reply).path("message").asText()).contains("'dead'");
    }

    @ParameterizedTest
    @CsvSource({"completions,false", "completions,true", "embeddings,false", "rerank,false"})
    void theDeadlineApplies(String endpoint, boolean stream) {
        FakeModel model = model();
        ObjectNode body = Texts.of(endpoint, model.name());
        body.putObject("ponder").putObject("budget").put("deadline_ms", 50);

        HttpReply reply = post(endpoint, stream ? body.put("stream", true) : body);

        assertThat(reply.status()).isEqualTo(504);
        assertThat(OpenAiErrors.of(reply).path("code").asText()).isEqualTo("deadline_exceeded");
    }

    /** All requests run at once, since they only wait: long enough that each call arrives at the upstream. */
    @Test
    void theCallTimeoutApplies() {
        Map<FakeModel, CompletableFuture<HttpReply>> replies = new LinkedHashMap<>();
        for (String endpoint : List.of("completions", "embeddings", "rerank")) {
            FakeModel model = model();
            ObjectNode body = Texts.of(endpoint, model.name());
            body.putObject("ponder").putObject("timeouts").put("total_ms", 2_000);
            replies.put(model, client.at("/v1/" + endpoint).chatLater(body));
        }

        replies.forEach((model, reply) -> {
            assertThat(OpenAiErrors.of(reply.join()).path("code").asText()).isEqualTo("call_timeout");
            assertThat(model.next().closedAt()).isPositive();
        });
    }

    /** A stream without further chunks has stalled, although its connection is open. */
    @ParameterizedTest
    @ValueSource(strings = {"none", "re2"})
    void aStalledTextIsAborted(String strategy) {
        var model = model().plays(call -> call.begin().say("It is "));
        ObjectNode body = Texts.complete(strategy + "-" + model.name()).put("stream", true);
        body.putObject("ponder").putObject("timeouts").put("gap_ms", 50);

        HttpReply reply = post("completions", body);

        assertThat(reply.completion(0)).isEqualTo("It is ");
        assertThat(OpenAiErrors.ending(reply).path("code").asText()).isEqualTo("upstream_stalled");
    }

    @ParameterizedTest
    @CsvSource({"completions,none-", "completions,re2-", "embeddings,''", "rerank,''"})
    void aClientThatDisconnectsClosesItsCall(String endpoint, String prefix) {
        FakeModel model = model();
        var raw = new RawHttpClient(server).post("/v1/" + endpoint, Texts.of(endpoint, prefix + model.name()),
                RawHttpClient.JSON);
        FakeCall held = model.next();

        raw.disconnect();

        assertThat(held.closedAt()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"completions", "embeddings", "rerank"})
    void callsAreRejectedWith503WhenTheQueueIsFull(String endpoint) {
        FakeModel model = upstream.model(NARROW);
        ObjectNode body = Texts.of(endpoint, model.name());
        var posting = client.at("/v1/" + endpoint);
        var first = posting.chatLater(body);
        FakeCall held = model.next();
        var second = posting.chatLater(body);
        ServerMetrics.await("ponder_upstream_calls_queued{upstream=\"narrow\"}", 1);

        HttpReply rejected = posting.chat(body);

        assertThat(rejected.status()).isEqualTo(503);
        assertThat(OpenAiErrors.of(rejected).path("code").asText()).isEqualTo("overloaded");
        held.reply(200, ANSWER, Map.of());
        model.next().reply(200, ANSWER, Map.of());
        assertThat(first.join().status()).isEqualTo(200);
        assertThat(second.join().status()).isEqualTo(200);
    }
}
