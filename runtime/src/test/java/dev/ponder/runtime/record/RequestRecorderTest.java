package dev.ponder.runtime.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Cost;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Prompt;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.Usage;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.runtime.event.CallId;
import dev.ponder.runtime.event.InferenceEvent.AttemptFinished;
import dev.ponder.runtime.event.InferenceEvent.RequestFinished;
import dev.ponder.runtime.event.InferenceEvent.RequestStarted;
import dev.ponder.runtime.event.Outcome;
import dev.ponder.runtime.event.RequestInfo;
import dev.ponder.runtime.event.RequestOrigin;
import dev.ponder.runtime.price.PriceTable;
import dev.ponder.runtime.record.replay.RecordedRun;
import dev.ponder.runtime.security.ApiClient;
import dev.ponder.runtime.strategy.StrategyRegistry;
import dev.ponder.runtime.upstream.ModelKnowledge;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.RecordingMetrics;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;
import dev.ponder.testing.TestConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

class RequestRecorderTest {

    private static final Instant NOW = Instant.EPOCH;

    @TempDir
    Path folder;
    private Path file;

    @BeforeEach
    void file() {
        file = folder.resolve("records.jsonl");
    }

    /** Draws two candidates, and prefers the first. */
    @Strategy(id = "pair", title = "Pair")
    static class Pair implements InferenceStrategy.Buffered {

        @Override
        public Uni<dev.ponder.api.Answer> answer(Inference inference) {
            return inference.sample(Prompt.inheriting("draft", inference.request()), 2).collect().asList()
                    .invoke(drawn -> inference.report(new Finding.Votes("draft",
                            List.of(new Finding.VoteClass(drawn.get(0).answer().text(), 1)), 0)))
                    .map(drawn -> drawn.get(0).answer());
        }

        @Override
        public Cost cost(Settings settings) {
            return new Cost(3, 2);
        }
    }

    @Strategy(id = "masks", title = "Masks", confidential = true)
    static class Masks implements InferenceStrategy.Wrapper {

        @Override
        public Multi<AnswerPart> around(Inference inference, Next rest) {
            return rest.answer(inference.request());
        }
    }

    /** Leaves the request to the strategy that masks. */
    @Strategy(id = "sends", title = "Sends")
    static class Sends implements InferenceStrategy.Streaming {

        @Override
        public Multi<AnswerPart> stream(Inference inference) {
            return inference.delegate(List.of("masks"), inference.request());
        }

        @Override
        public Cost cost(Settings settings) {
            return Cost.SINGLE_CALL;
        }
    }

    private StrategyHarness harness(ScriptedUpstream upstream) {
        return StrategyHarness.of(Pair::new).and(Masks::new).and(Sends::new).upstream(upstream)
                .with("ponder.record.file", file.toString());
    }

    private JsonNode record(StrategyHarness harness) throws IOException {
        harness.engine().writeRecords();
        assertThat(Files.readAllLines(file)).hasSize(1);
        return RecordedRun.read(file).get(0).json();
    }

    @Test
    void aRecordHasTheMembersOfOptillmsConversationLog() throws IOException {
        StrategyHarness harness = harness(ScriptedUpstream.answering("one", "two"))
                .member("x_unknown", IntNode.valueOf(7))
                .with("ponder.prices.scripted-1.input", "10").with("ponder.prices.scripted-1.output", "20");
        harness.run(Requests.question("Why?"));
        JsonNode record = record(harness);

        assertThat(record.path("timestamp").asText()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(record.path("request_id").asText()).isNotEmpty();
        assertThat(record.path("approach").asText()).isEqualTo("pair");
        assertThat(record.path("model").asText()).isEqualTo(Requests.MODEL);
        assertThat(record.path("client_request")).hasToString("""
                {"model":"scripted-1","stream":false,"messages":[{"role":"user","content":"Why?"}],"x_unknown":7,"n":1}""");
        assertThat(record.path("provider_calls")).hasSize(2).allSatisfy(call -> {
            assertThat(call.path("request").path("messages").path(0).path("content").asText()).isEqualTo("Why?");
            assertThat(call.path("request").path("x_unknown").asInt()).isEqualTo(7);
            assertThat(call.path("stage").asText()).isEqualTo("draft");
            assertThat(call.path("status").asText()).isEqualTo("ok");
            assertThat(call.path("duration_ms").asInt()).isEqualTo(1000);
            assertThat(call.path("attempts").path(0).path("upstream").asText()).isEqualTo("scripted");
        });
        assertThat(record.path("provider_calls")).extracting(call -> call.path("call_number").asInt())
                .containsExactly(1, 2);
        assertThat(record.path("provider_calls")).extracting(call -> call.path("response").path("choices").path(0)
                .path("message").path("content").asText()).containsExactly("one", "two");
        assertThat(record.path("final_response").path("choices").path(0).path("message").path("content").asText())
                .isEqualTo("one");
        assertThat(record.path("total_duration_ms").asInt()).isEqualTo(1000);
        assertThat(record.path("error").isNull()).isTrue();
        assertThat(record.path("usage").path("prompt_tokens").asInt()).isEqualTo(201);
        assertThat(record.path("cost").decimalValue()).isEqualByComparingTo("0.00241");
        assertThat(record.path("currency").asText()).isEqualTo("USD");
        assertThat(record.path("stages").path(0).path("candidates")).hasToString(
                "[{\"index\":0,\"call\":1,\"choice\":0},{\"index\":1,\"call\":2,\"choice\":0}]");
        assertThat(record.path("findings").path(0)).hasToString("{\"strategy\":\"pair\",\"stage\":\"draft\","
                + "\"type\":\"votes\",\"abstentions\":0,\"votes\":[{\"answer\":\"one\",\"votes\":1}]}");
    }

    @Test
    void noHeaderIsRecorded() throws IOException {
        StrategyHarness harness = harness(ScriptedUpstream.answering("one")).header("x-api-key", "marked-secret");
        harness.run(Requests.question("Why?"));

        assertThat(record(harness).toString()).doesNotContain("marked-secret").doesNotContain("x-api-key");
    }

    @Test
    void keysInTextsAreRedacted() throws IOException {
        StrategyHarness harness = harness(ScriptedUpstream.answering("use sk-abcdefghijklmnop1234"))
                .with("ponder.record.redact.ship", "Pequod");
        harness.run(Requests.question("Where is the Pequod? My key: sk-abcdefghijklmnop1234"));
        String record = record(harness).toString();

        assertThat(record).contains("Where is the [redacted:ship]? My key: [redacted:key]", "use [redacted:key]")
                .doesNotContain("sk-abc").doesNotContain("Pequod");
        assertThat(harness(ScriptedUpstream.answering("")).replay(RecordedRun.read(file).get(0)).toString())
                .contains("same result");
    }

    @Test
    void failedCallsAndRequestsAreRecorded() throws IOException {
        StrategyHarness harness = harness(ScriptedUpstream.replying((call, n) -> ScriptedReply.failing(Fault.FORBIDDEN)));
        harness.run(Requests.question("Why?"));
        JsonNode record = record(harness);

        assertThat(record.path("status").asText()).isEqualTo("forbidden");
        assertThat(record.path("error").asText()).isEqualTo("scripted: FORBIDDEN");
        assertThat(record.path("error_code").asText()).isEqualTo("permission_error");
        assertThat(record.path("provider_calls").path(0).path("error").path("fault").asText()).isEqualTo("FORBIDDEN");
        assertThat(record.path("final_response").isNull()).isTrue();
        assertThat(harness.replay(RecordedRun.read(file).get(0)).toString()).contains("same result");
    }

    @Test
    void aRequestWhoseClientDisconnectsIsRecorded() throws IOException {
        StrategyHarness harness = harness(ScriptedUpstream.holding());
        HarnessRun run = harness.startStreamed(Requests.question("Why?"));
        run.cancel();
        JsonNode record = record(harness);

        assertThat(record.path("status").asText()).isEqualTo("cancelled");
        assertThat(record.path("error").asText()).isEqualTo("the client disconnected");
        assertThat(record.path("provider_calls")).hasSize(2)
                .allSatisfy(call -> assertThat(call.path("status").asText()).isEqualTo("cancelled"));
        assertThat(harness.replay(RecordedRun.read(file).get(0)).toString())
                .contains("no replay", "the client disconnected");
    }

    @Test
    void aRequestThatRunsAtShutdownIsRecorded() throws IOException {
        StrategyHarness harness = harness(ScriptedUpstream.holding());
        harness.start(Requests.question("Why?"));
        JsonNode record = record(harness);

        assertThat(record.path("status").asText()).isEqualTo("unfinished");
        assertThat(record.path("error").asText()).isEqualTo("the server stopped before the answer was complete");
        assertThat(record.path("provider_calls")).hasSize(2);
    }

    @Test
    void aConfidentialStrategyHasNoTextsInRecords() throws IOException {
        for (String expression : List.of("masks", "masks&pair", "pair|masks", "sends")) {
            StrategyHarness harness = harness(ScriptedUpstream.answering("an answer")).expression(expression);
            harness.run(Requests.question("a question")).answer();
            JsonNode record = record(harness);

            assertThat(record.path("confidential").asBoolean()).as(expression).isTrue();
            assertThat(record.toString()).as(expression).doesNotContain("question").doesNotContain("an answer");
            assertThat(record.path("provider_calls")).as(expression).isNotEmpty();
            assertThat(record.path("usage").path("total_tokens").asInt()).as(expression).isPositive();
            Files.delete(file);
        }
    }

    @Test
    void aRecordIsNotLargerThanAllowed() throws IOException {
        String text = "word ".repeat(1000);
        StrategyHarness harness = harness(ScriptedUpstream.answering(text)).with("ponder.record.max-size", "15000");
        harness.run(Requests.question("Why?"));
        JsonNode record = record(harness);

        assertThat(record.toString().length()).isLessThanOrEqualTo(15_000);
        assertThat(record.path("truncated").asBoolean()).isTrue();
        assertThat(record.path("client_request").path("messages")).isNotEmpty();
        assertThat(record.path("final_response").path("choices").path(0).path("message").path("content").asText())
                .isEqualTo(text);
        assertThat(record.path("provider_calls")).hasSize(2)
                .allSatisfy(call -> assertThat(call.path("response").isNull()).isTrue());
        assertThat(harness.replay(RecordedRun.read(file).get(0)).toString()).contains("no replay",
                "texts were left out");
    }

    @Test
    void aRecordWhoseRequestIsTooLargeHasNoTexts() throws IOException {
        StrategyHarness harness = harness(ScriptedUpstream.answering("short")).with("ponder.record.max-size", "5000");
        harness.run(Requests.question("word ".repeat(2000)));
        JsonNode record = record(harness);

        assertThat(record.toString().length()).isLessThanOrEqualTo(5000);
        assertThat(record.path("truncated").asBoolean()).isTrue();
        assertThat(record.path("client_request").has("messages")).isFalse();
        assertThat(record.path("provider_calls")).hasSize(2);
    }

    @Test
    void withoutMemoryARecordIsTruncatedAndLaterOnesAreDropped() throws IOException {
        StrategyHarness harness = harness(ScriptedUpstream.answering("word ".repeat(200)))
                .with("ponder.record.max-memory", "3000");
        harness.run(Requests.question("Why?"));

        assertThat(record(harness).path("truncated").asBoolean()).isTrue();
    }

    @Test
    void aRelayedRequestIsRecordedWithoutTexts() throws IOException {
        RequestRecorder recorder = recorder(new TestConfig().with("ponder.record.file", file.toString())
                .with("ponder.prices.m.input", "1000000"));
        var info = new RequestInfo("/v1/chat/completions", "m", "none", "none", "native", true);
        recorder.on(new RequestStarted(NOW, "r-1", info, List.<ChatRequest>of()));
        recorder.on(new AttemptFinished(NOW, new CallId("r-1", 1), "default", Outcome.OK, Usage.of(3, 4),
                Duration.ofMillis(5)));
        recorder.on(new RequestFinished(NOW, "r-1", info, Outcome.OK, 0, Usage.NONE, Duration.ofMillis(6)));
        recorder.close();
        JsonNode record = RecordedRun.read(file).get(0).json();

        assertThat(record.path("relayed").asBoolean()).isTrue();
        assertThat(record.path("calls").asInt()).isEqualTo(1);
        assertThat(record.path("usage").path("total_tokens").asInt()).isEqualTo(7);
        assertThat(record.path("cost").asInt()).isEqualTo(3);
        assertThat(record.path("attempts").path(0).path("upstream").asText()).isEqualTo("default");
        assertThat(RecordedRun.read(file).get(0).obstacle()).get().asString().contains("ponder.record.plain-texts");
    }

    @Test
    void theClientIsRecordedByItsName() throws IOException {
        RequestRecorder recorder = recorder(new TestConfig().with("ponder.record.file", file.toString()));
        var origin = new RequestOrigin("/v1", "x-1", Map.of("authorization", List.of("Bearer marked-secret")),
                ApiClient.ANONYMOUS.withName("team-a"));
        var info = new RequestInfo(origin, "m", "none", "none", "native", true);
        recorder.on(new RequestStarted(NOW, "r-1", info, List.<ChatRequest>of()));
        recorder.on(new RequestFinished(NOW, "r-1", info, Outcome.OK, 0, Usage.NONE, Duration.ofMillis(6)));
        recorder.close();
        RecordedRun run = RecordedRun.read(file).get(0);

        assertThat(run.json().path("client").asText()).isEqualTo("team-a");
        assertThat(run.named("x-1")).isTrue();
        assertThat(run.json().toString()).doesNotContain("marked-secret");
    }

    @Test
    void nothingIsRecordedByDefault() {
        RequestRecorder recorder = recorder(new TestConfig());

        assertThat(recorder.wants(RequestStarted.class)).isFalse();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aWrongSettingFailsTheStart() throws IOException {
        Files.writeString(folder.resolve("parent"), "");
        Map.of("ponder.record.file", folder.resolve("parent/r").toString(), "ponder.record.http.url", "ftp://x/y",
                "ponder.record.redact.bad", "(").forEach((name, value) -> {
                    var config = new TestConfig().with("ponder.record.file", file.toString()).with(name, value);
                    assertThatThrownBy(() -> recorder(config)).isInstanceOf(ConfigurationException.class)
                            .hasMessageContaining(name.replace(".bad", "")).hasMessageContaining("expected");
                });
    }

    private static RequestRecorder recorder(TestConfig config) {
        var ponder = config.ponder();
        var recorder = new RequestRecorder(ponder, new StrategyRegistry(List.of(), ponder.limits()),
                new ModelKnowledge(), new PriceTable(ponder), new RecordingMetrics(),
                org.eclipse.microprofile.config.ConfigProvider.getConfig());
        recorder.open();
        return recorder;
    }
}
