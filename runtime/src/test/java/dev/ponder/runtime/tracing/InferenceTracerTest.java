package dev.ponder.runtime.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DoubleNode;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.Finding;
import dev.ponder.api.Prompt;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.Usage;
import dev.ponder.api.error.RequestException;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.event.CallId;
import dev.ponder.runtime.event.InferenceEvent;
import dev.ponder.runtime.event.InferenceEvent.AttemptFinished;
import dev.ponder.runtime.event.InferenceEvent.AttemptStarted;
import dev.ponder.runtime.event.InferenceEvent.CallFinished;
import dev.ponder.runtime.event.InferenceEvent.CallStarted;
import dev.ponder.runtime.event.InferenceEvent.CandidateSampled;
import dev.ponder.runtime.event.InferenceEvent.FindingReported;
import dev.ponder.runtime.event.InferenceEvent.RequestCourse;
import dev.ponder.runtime.event.InferenceEvent.RequestFinished;
import dev.ponder.runtime.event.InferenceEvent.RequestRejected;
import dev.ponder.runtime.event.InferenceEvent.RequestStarted;
import dev.ponder.runtime.event.InferenceEvent.StageFinished;
import dev.ponder.runtime.event.InferenceEvent.StageStarted;
import dev.ponder.runtime.event.Outcome;
import dev.ponder.runtime.event.RequestInfo;
import dev.ponder.runtime.event.RequestOrigin;
import dev.ponder.runtime.price.PriceTable;
import dev.ponder.testing.TestConfig;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;

class InferenceTracerTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "b7ad6b7169203331";
    private static final String SECRET = "the launch code is 0000";
    private static final RequestOrigin ORIGIN = new RequestOrigin("/v1/chat/completions", "req-7",
            Map.of("traceparent", List.of("00-" + TRACE + "-" + PARENT + "-01")));
    private static final AttributeKey<Long> INPUT = AttributeKey.longKey("gen_ai.usage.input_tokens");
    private static final AttributeKey<Long> PONDER_INPUT = AttributeKey.longKey("ponder.usage.input_tokens");

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(
                    SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(exporter)).build())
            .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance())).build();
    private final List<InferenceEvent> received = new ArrayList<>();
    private InferenceTracer tracer = tracer(false, new TestConfig());
    private long seconds;

    @AfterEach
    void close() {
        telemetry.close();
    }

    private InferenceTracer tracer(boolean disabled, TestConfig config) {
        PonderConfig ponder = config.with("ponder.prices.m.input", "100").with("ponder.prices.m.output", "500")
                .ponder();
        return new InferenceTracer(disabled ? OpenTelemetry.noop() : telemetry, ponder, new PriceTable(ponder),
                new ObjectMapper());
    }

    /** Each event is a second after the one before it. */
    private Instant next() {
        return Instant.ofEpochSecond(1_000 + seconds++);
    }

    private void on(InferenceEvent event) {
        received.add(event);
        if (tracer.wants(event.getClass())) {
            tracer.on(event);
        }
    }

    private void startRequest(String strategy) {
        on(new RequestStarted(next(), "r",
                new RequestInfo(ORIGIN, "m", strategy, strategy, "emulated", true), List.of()));
    }

    private void finishRequest(String strategy, Outcome outcome) {
        on(new RequestFinished(next(), "r", new RequestInfo(ORIGIN, "m", strategy, strategy, "emulated", true), outcome,
                2, Usage.of(30, 6), Duration.ofSeconds(9), new RequestCourse(Duration.ofMillis(1_500), 2, 40,
                        Usage.of(30, 6))));
    }

    private void startStage(int id, String name) {
        on(new StageStarted(next(), "r", id, "moa",
                Prompt.internal(name, Conversation.of(ChatMessage.user(SECRET))), "m", "a"));
    }

    private void finishStage(int id) {
        on(new StageFinished(next(), "r", id, Outcome.OK, Duration.ofSeconds(1)));
    }

    private static CallId call(int number) {
        return new CallId("r", number, ORIGIN);
    }

    private void startAttempt(int call, String upstream) {
        on(new AttemptStarted(next(), call(call), upstream, "openai", "https://" + upstream + ".example/v1", "chat",
                "m",
                false));
    }

    private void finishAttempt(int call, String upstream, Outcome outcome) {
        on(new AttemptFinished(next(), call(call), upstream, "chat", "m", outcome, Usage.of(10, 2),
                Duration.ofMillis(250), Duration.ofSeconds(1)));
    }

    private void startCall(int stage, String name, int number) {
        on(new CallStarted(next(), call(number), stage, name, "m", "a", Conversation.of(ChatMessage.user(SECRET)),
                Map.of("temperature", DoubleNode.valueOf(0.5)), 1, false));
    }

    private Answer callOf(int stage, String name, int number) {
        Answer answer = Answer.of(SECRET, FinishReason.STOP);
        startCall(stage, name, number);
        startAttempt(number, "a");
        finishAttempt(number, "a", Outcome.OK);
        on(new CallFinished(next(), call(number), stage, Outcome.OK, Usage.of(10, 2), List.of(answer),
                Duration.ofSeconds(3)));
        return answer;
    }

    private List<SpanData> spans() {
        return exporter.getFinishedSpanItems();
    }

    private SpanData span(String name) {
        return spans().stream().filter(span -> span.getName().equals(name)).findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among " + spans()));
    }

    /** The tree as lines, each child indented below its parent. */
    private String tree() {
        var lines = new StringBuilder();
        write(PARENT, "", lines);
        return lines.toString();
    }

    private void write(String parent, String indent, StringBuilder lines) {
        spans().stream().filter(span -> span.getParentSpanId().equals(parent))
                .sorted((a, b) -> Long.compare(a.getStartEpochNanos(), b.getStartEpochNanos()))
                .forEach(span -> {
                    lines.append(indent).append(span.getName()).append('\n');
                    write(span.getSpanId(), indent + "  ", lines);
                });
    }

    private void aRequestWithACandidateAndAJudge() {
        startRequest("moa");
        startStage(1, "propose");
        Answer answer = callOf(1, "propose", 1);
        on(new CandidateSampled(next(), "r", 1, new Candidate(0, answer)));
        finishStage(1);
        startStage(2, "critique");
        callOf(2, "critique", 2);
        finishStage(2);
        on(new FindingReported(next(), "r", "moa", new Finding.Verdict("critique", Map.of(1, 0.25, 0, 0.75))));
        finishRequest("moa", Outcome.OK);
    }

    @Test
    void theSpansOfARequestAreOneTreeBelowTheClientsSpan() {
        aRequestWithACandidateAndAJudge();

        assertThat(tree()).isEqualTo("""
                invoke_workflow moa
                  stage propose
                    chat m
                      candidate
                      attempt a
                  stage critique
                    judge
                    chat m
                      attempt a
                """);
        assertThat(spans()).extracting(SpanData::getTraceId).containsOnly(TRACE);
    }

    @Test
    void eachLevelHasItsTokens() {
        aRequestWithACandidateAndAJudge();

        assertThat(span("invoke_workflow moa").getAttributes().get(INPUT)).isEqualTo(30);
        assertThat(span("stage propose").getAttributes().get(PONDER_INPUT)).isEqualTo(10);
        assertThat(span("chat m").getAttributes().get(INPUT)).isEqualTo(10);
        assertThat(span("attempt a").getAttributes().get(PONDER_INPUT)).isEqualTo(10);
        assertThat(span("candidate").getAttributes().get(PONDER_INPUT)).isEqualTo(10);
        assertThat(span("judge").getAttributes().get(SpanAttributes.SCORES)).containsExactly(0.75, 0.25);
    }

    /** 10 input tokens for 100 and 2 output tokens for 500, each for a million. */
    @Test
    void eachLevelHasItsCost() {
        aRequestWithACandidateAndAJudge();
        AttributeKey<Double> cost = AttributeKey.doubleKey("ponder.cost");

        assertThat(span("chat m").getAttributes().get(cost)).isEqualTo(0.002);
        assertThat(span("attempt a").getAttributes().get(cost)).isEqualTo(0.002);
        assertThat(span("candidate").getAttributes().get(cost)).isEqualTo(0.002);
        assertThat(span("stage propose").getAttributes().get(cost)).isEqualTo(0.002);
        assertThat(span("invoke_workflow moa").getAttributes().get(cost)).isEqualTo(0.004);
    }

    @Test
    void aRejectedRequestHasASpan() {
        on(new RequestRejected(next(), ORIGIN, RequestException.invalid("model", SECRET)));

        assertThat(tree()).isEqualTo("chat\n");
        assertThat(span("chat").getAttributes().asMap()).containsEntry(SpanAttributes.HTTP_STATUS, 400L)
                .containsEntry(SpanAttributes.REQUEST_ID, "req-7");
        assertThat(spans().toString()).doesNotContain(SECRET);
    }

    @Test
    void aRequestSaysWhatItIsAndHowItWent() {
        aRequestWithACandidateAndAJudge();
        SpanData request = span("invoke_workflow moa");

        assertThat(request.getKind()).isEqualTo(SpanKind.SERVER);
        assertThat(request.getAttributes().asMap()).containsEntry(SpanAttributes.OPERATION, "invoke_workflow")
                .containsEntry(SpanAttributes.AGENT, "moa").containsEntry(SpanAttributes.REQUEST_ID, "req-7")
                .containsEntry(SpanAttributes.CALLS, 2L).containsEntry(SpanAttributes.DEPTH, 2L)
                .containsEntry(SpanAttributes.SAVED_TOKENS, 40L).containsEntry(SpanAttributes.FIRST_PART, 1.5)
                .containsEntry(SpanAttributes.OUTCOME, "ok");
        assertThat(request.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void aCallSaysWhatItAsksForAndWhom() {
        aRequestWithACandidateAndAJudge();

        assertThat(span("chat m").getAttributes().asMap()).containsEntry(SpanAttributes.PROVIDER, "openai")
                .containsEntry(SpanAttributes.TEMPERATURE, 0.5)
                .containsEntry(SpanAttributes.FINISH_REASONS, List.of("stop"));
        assertThat(span("attempt a").getAttributes().asMap()).containsEntry(SpanAttributes.SERVER_ADDRESS, "a.example")
                .containsEntry(SpanAttributes.SERVER_PORT, 443L).containsEntry(SpanAttributes.FIRST_CHUNK, 0.25);
    }

    @Test
    void theAttemptsOfARelayedRequestAreBelowIt() {
        startRequest("none");
        startAttempt(1, "a");
        finishAttempt(1, "a", Outcome.of(failure(), false));
        startAttempt(1, "b");
        finishAttempt(1, "b", Outcome.OK);
        finishRequest("none", Outcome.OK);

        assertThat(tree()).isEqualTo("""
                chat
                  chat m
                  chat m
                """);
        assertThat(spans().get(0).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(spans().get(0).getAttributes().get(SpanAttributes.ERROR)).isEqualTo("timeout");
        assertThat(spans().get(1).getAttributes().get(SpanAttributes.RESENDS)).isEqualTo(1);
        assertThat(spans().get(1).getAttributes().get(INPUT)).isEqualTo(10);
    }

    private static UpstreamException failure() {
        return UpstreamException.reported(Fault.TIMEOUT, 504, null, null, SECRET, Map.of());
    }

    @Test
    void anUpstreamReceivesTheSpanOfTheAttempt() {
        startRequest("none");
        startAttempt(1, "a");
        var headers = new HashMap<>(Map.of("traceparent", "00-" + TRACE + "-" + PARENT + "-01", "tracestate", "x=y"));
        tracer.inject(call(1), headers);
        finishAttempt(1, "a", Outcome.OK);
        finishRequest("none", Outcome.OK);

        assertThat(headers).containsExactly(
                Map.entry("traceparent", "00-" + TRACE + "-" + span("chat m").getSpanId() + "-01"));
    }

    @Test
    void aCallOutsideOfARequestKeepsItsHeaders() {
        var headers = new HashMap<>(Map.of("traceparent", "of the client"));
        tracer.inject(CallId.NONE, headers);

        assertThat(headers).containsExactly(Map.entry("traceparent", "of the client"));
    }

    @Test
    void whatIsRecordedWhileARequestRunsRefersToItsTrace() {
        startRequest("none");
        var seen = new ArrayList<String>();
        tracer.run("r", () -> seen.add(io.opentelemetry.api.trace.Span.current().getSpanContext().getTraceId()));

        assertThat(seen).containsExactly(TRACE);
        assertThat(tracer.traceId("r")).isEqualTo(TRACE);
        assertThat(tracer.traceId("another")).isEmpty();
    }

    @Test
    void textsAreNotRecorded() {
        aRequestWithACandidateAndAJudge();
        startRequest("none");
        startAttempt(1, "a");
        finishAttempt(1, "a", Outcome.of(failure(), false));
        finishRequest("none", Outcome.of(failure(), false));

        assertThat(spans().toString()).doesNotContain(SECRET);
    }

    @Test
    void textsAreRecordedIfTheOperatorAsksForThem() {
        tracer = tracer(false, new TestConfig().with("ponder.tracing.capture-content", "true")
                .with("ponder.tracing.max-content-length", "10"));
        aRequestWithACandidateAndAJudge();
        SpanData call = span("chat m");

        assertThat(call.getAttributes().get(SpanAttributes.INPUT_MESSAGES)).isEqualTo(
                "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"the launch\"}]}]");
        assertThat(call.getAttributes().get(SpanAttributes.OUTPUT_MESSAGES)).isEqualTo("[{\"role\":\"assistant\","
                + "\"parts\":[{\"type\":\"text\",\"content\":\"the launch\"}],\"finish_reason\":\"stop\"}]");
    }

    /** The calls that a strategy no longer needs end after their stage. */
    @Test
    void aStageEndsAfterItsCalls() {
        startRequest("moa");
        startStage(1, "propose");
        startCall(1, "propose", 1);
        finishStage(1);
        on(new CallFinished(next(), call(1), 1, new Outcome(true, null), Usage.of(7, 1), List.of(), Duration.ZERO));
        finishRequest("moa", Outcome.OK);
        SpanData stage = span("stage propose");

        assertThat(stage.getAttributes().get(PONDER_INPUT)).isEqualTo(7);
        assertThat(stage.getEndEpochNanos()).isEqualTo(
                Objects.requireNonNull(received.get(3)).time().getEpochSecond() * 1_000_000_000);
        assertThat(span("chat m").getAttributes().get(SpanAttributes.OUTCOME)).isEqualTo("cancelled");
    }

    @Test
    void allSpansEndWithTheRequest() {
        startRequest("moa");
        startStage(1, "propose");
        startCall(1, "propose", 1);
        startAttempt(1, "a");
        finishRequest("moa", new Outcome(true, null));

        assertThat(spans()).extracting(SpanData::getName).containsExactlyInAnyOrder("attempt a", "stage propose",
                "chat m", "invoke_workflow moa");
    }

    @Test
    void nothingHappensWhileTheSdkIsDisabled() {
        tracer = tracer(true, new TestConfig());
        aRequestWithACandidateAndAJudge();

        assertThat(spans()).isEmpty();
        assertThat(tracer.enabled()).isFalse();
    }
}
