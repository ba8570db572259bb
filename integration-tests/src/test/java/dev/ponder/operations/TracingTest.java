package dev.ponder.operations;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import jakarta.inject.Inject;

import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.ponder.profiles.TelemetryProfile;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.upstream.FakeModel;
import dev.ponder.support.upstream.UpstreamScript;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.logging.json.runtime.JsonFormatter;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** Spans, exemplars and log records of one request refer to one trace, which began at the client and goes on upstream. */
@QuarkusTest
@TestProfile(TelemetryProfile.class)
class TracingTest extends ServerTest {

    private static final String PARENT = "00f067aa0ba902b7";
    private static final Duration WAIT = Duration.ofSeconds(20);
    private static final AttributeKey<Long> STAGE_INPUT = AttributeKey.longKey("ponder.usage.input_tokens");
    private static final AttributeKey<Long> INPUT = AttributeKey.longKey("gen_ai.usage.input_tokens");
    private static final AttributeKey<Double> COST = AttributeKey.doubleKey("ponder.cost");

    @Inject
    SpanCollector spans;

    private static String trace(int number) {
        return String.format("%032x", 0xABC000 + number);
    }

    private static String traceparent(String trace) {
        return "00-" + trace + "-" + PARENT + "-01";
    }

    /** The span of the request ends last. */
    private List<SpanData> ended(String trace) {
        long begin = System.nanoTime();
        List<SpanData> ended = spans.of(trace);
        while (ended.stream().noneMatch(span -> span.getParentSpanId().equals(PARENT))) {
            if (System.nanoTime() - begin > WAIT.toNanos()) {
                throw new AssertionError("no span of the request in " + ended);
            }
            Thread.onSpinWait();
            ended = spans.of(trace);
        }
        return ended;
    }

    private static List<SpanData> children(List<SpanData> all, SpanData parent, Predicate<String> name) {
        return all.stream().filter(span -> span.getParentSpanId().equals(parent.getSpanId()))
                .filter(span -> name.test(span.getName()))
                .sorted(Comparator.comparing(SpanData::getStartEpochNanos)).toList();
    }

    private static SpanData request(List<SpanData> all) {
        return all.stream().filter(span -> span.getParentSpanId().equals(PARENT)).findFirst().orElseThrow();
    }

    @Test
    void theTraceOfMoaHasTheShapeOfItsStages() {
        FakeModel model = model().plays(UpstreamScript.drafts());
        client.chat(Chat.ask("moa-" + model.name()), "traceparent", traceparent(trace(1)));
        List<SpanData> all = ended(trace(1));
        SpanData request = request(all);
        List<SpanData> stages = children(all, request, name -> name.startsWith("stage "));

        assertThat(request.getName()).isEqualTo("invoke_workflow moa");
        assertThat(stages).extracting(SpanData::getName).hasSize(3).startsWith("stage draft", "stage critique");
        assertThat(stages).allSatisfy(stage -> {
            List<SpanData> calls = children(all, stage, name -> name.equals("chat " + model.name()));
            assertThat(calls).isNotEmpty().allSatisfy(call -> {
                assertThat(children(all, call, name -> name.equals("attempt default"))).hasSize(1);
                assertThat(call.getAttributes().get(INPUT)).isPositive();
                assertThat(call.getAttributes().get(COST)).isPositive();
            });
            assertThat(stage.getAttributes().get(STAGE_INPUT))
                    .isEqualTo(calls.stream().mapToLong(call -> call.getAttributes().get(INPUT)).sum());
            assertThat(stage.getAttributes().get(COST)).isPositive();
        });
        assertThat(request.getAttributes().get(INPUT))
                .isEqualTo(stages.stream().mapToLong(stage -> stage.getAttributes().get(STAGE_INPUT)).sum());
        assertThat(request.getAttributes().get(COST)).isPositive();
        assertThat(all).filteredOn(span -> span.getName().equals("candidate")).hasSizeGreaterThan(1);
        assertThat(all.toString()).doesNotContain("17*23", "An ode to the sea");
    }

    @Test
    void anUpstreamReceivesTheSpanOfItsCallAsParent() {
        FakeModel model = model().plays(UpstreamScript.answers("391"));
        client.chat(Chat.ask(model.name()), "traceparent", traceparent(trace(2)), "tracestate", "vendor=1",
                "x-request-id", "traced-2");
        List<SpanData> all = ended(trace(2));
        SpanData call = children(all, request(all), name -> name.startsWith("chat ")).get(0);

        assertThat(model.lastCall().headers("traceparent"))
                .containsExactly("00-" + trace(2) + "-" + call.getSpanId() + "-01");
        assertThat(model.lastCall().headers("tracestate")).containsExactly("vendor=1");
        assertThat(model.lastCall().headers("x-request-id")).containsExactly("traced-2");
        assertThat(all).hasSize(2);
    }

    @Test
    void aRejectedRequestIsInTheTrace() {
        client.send("POST", "/v1/chat/completions", "{\"model\": 3}", "traceparent", traceparent(trace(3)));

        assertThat(request(ended(trace(3))).getAttributes().get(AttributeKey.longKey("http.response.status_code")))
                .isEqualTo(400);
    }

    @Test
    void metricsReferToTheTraceByExemplars() {
        FakeModel model = model().plays(UpstreamScript.answers("391"));
        client.chat(Chat.ask("re2-" + model.name()), "traceparent", traceparent(trace(4)));
        ended(trace(4));
        // As Prometheus asks
        String metrics = given().accept("application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5")
                .get("/metrics").asString();

        assertThat(metrics).containsPattern("ponder_strategy_duration_seconds_bucket\\{.*# \\{.*trace_id=\"");
    }

    @Test
    void aRecordOfTheAccessLogHasFieldsInJson() throws Exception {
        BlockingQueue<LogRecord> records = new LinkedBlockingQueue<>();
        var recorder = new Handler() {

            @Override
            public void publish(LogRecord entry) {
                records.add(entry);
            }

            @Override
            public void flush() {
            }

            @Override
            public void close() {
            }
        };
        Logger log = Logger.getLogger("ponder.access");
        log.addHandler(recorder);
        try {
            FakeModel model = model().plays(UpstreamScript.answers("391"));
            client.chat(Chat.ask("re2-" + model.name()), "traceparent", traceparent(trace(5)), "x-request-id",
                    "json-5");
            JsonNode fields = json(records, "json-5").path("mdc");

            assertThat(fields.path("strategy").asText()).isEqualTo("re2");
            assertThat(fields.path("model").asText()).isEqualTo(model.name());
            assertThat(fields.path("calls").asText()).isEqualTo("1");
            assertThat(fields.path("outcome").asText()).isEqualTo("ok");
            assertThat(fields.path("trace").asText()).isEqualTo(trace(5));
            assertThat(Double.parseDouble(fields.path("cost").asText())).isPositive();
            assertThat(Integer.parseInt(fields.path("completion_tokens").asText())).isPositive();
        } finally {
            log.removeHandler(recorder);
        }
    }

    private static JsonNode json(BlockingQueue<LogRecord> records, String id) throws Exception {
        while (true) {
            LogRecord entry = records.poll(WAIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(entry).as("the line of " + id).isNotNull();
            if (entry.getMessage().startsWith("id=" + id)) {
                String text = new JsonFormatter().format(ExtLogRecord.wrap(entry));
                return new ObjectMapper().readTree(text);
            }
        }
    }

    @Test
    void aClientWithoutATraceStartsOne() {
        FakeModel model = model().plays(UpstreamScript.responds(401, "{}", Map.of()));
        client.chat(Chat.ask(model.name()));

        assertThat(model.lastCall().headers("traceparent")).singleElement().asString().matches("00-.{32}-.{16}-01");
    }
}
