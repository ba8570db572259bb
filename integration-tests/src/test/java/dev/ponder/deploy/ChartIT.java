package dev.ponder.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.LiveReply;
import dev.ponder.support.client.PonderClient;
import dev.ponder.support.client.RawHttpClient;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.FakeModel;
import dev.ponder.support.upstream.FakeUpstream;
import dev.ponder.support.upstream.UpstreamScript;

/**
 * The packaged application in the environment of the chart's pod: every value that concerns streams has its effect. One
 * server has the default values, of which some change while it runs, the other one has others.
 */
@Timeout(120)
class ChartIT {

    private static final String ANSWER = "It is 391.";
    private static final String KEY = "a key of team a";
    private static final String[] AUTHORIZED = {"Authorization", "Bearer " + KEY};
    private static final Map<String, String> SECRETS = Map.of("ponder-upstream/api-key", "sk-upstream", "gateway/token",
            "sk-gateway");

    @TempDir
    private static Path folder;
    private static FakeUpstream upstream;
    private static Installation standard;
    private static Installation changed;

    /** Both servers start at once, since starting takes longest. */
    @BeforeAll
    static void start() throws Exception {
        upstream = new FakeUpstream();
        standard = Installation.of("standard", "");
        changed = Installation.of("changed", """
                streaming:
                  progress: comment
                  keepAlive: {form: chunk, interval: 300ms}
                  commitGrace: 200ms
                  abortAfterError: true
                  slowReaderTimeout: 1s
                  reasoningField: reasoning
                access:
                  clients:
                    team-a: {key-hashes: ["%s"], strategies: ["*"]}
                """.formatted(HexFormat.of().formatHex(
                MessageDigest.getInstance("SHA-256").digest(KEY.getBytes(StandardCharsets.UTF_8)))));
    }

    @AfterAll
    static void stop() {
        standard.close();
        changed.close();
        upstream.close();
    }

    @Test
    void emulationAndDefaultStrategyChangeWithoutARestart() throws Exception {
        assertThat(standard.stream("bon").header("X-Ponder-Streaming")).isEqualTo("emulated");
        assertThat(texts(standard.stream("bon"))).containsExactly("It", " is", " 391.");
        assertThat(standard.stream("none").header("X-Ponder-Strategy")).isEqualTo("none");

        standard.change(
                """
                        streaming:
                          emulation: {enabled: false, clientOverride: true, strategies: {bon: true}, chunking: characters, pace: 50ms}
                        """);

        assertThat(standard.stream("self_consistency").status()).isEqualTo(400);
        assertThat(standard.stream("self_consistency", true).status()).as("override").isEqualTo(200);
        long begin = System.nanoTime();
        HttpReply reply = standard.stream("bon");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).as("pace").isGreaterThan(Duration.ofMillis(50 * 9));
        assertThat(texts(reply)).containsExactly(ANSWER.split(""));

        standard.change("""
                streaming: {emulation: {enabled: false, chunking: whole}}
                strategies: {default: re2}
                """);

        assertThat(standard.stream("bon").error().path("code").asText()).isEqualTo("streaming_unsupported");
        assertThat(standard.stream("self_consistency", true).status()).as("no override").isEqualTo(400);
        FakeModel model = upstream.model().plays(UpstreamScript.answers(ANSWER));
        assertThat(standard.client().chat(Chat.ask(model.name())).header("X-Ponder-Strategy")).isEqualTo("re2");

        standard.change("streaming: {emulation: {chunking: whole}}");

        assertThat(texts(standard.stream("bon"))).containsExactly(ANSWER);
        assertThat(standard.process().log()).doesNotContain("after a restart only");
    }

    @Test
    void progressIsReported() {
        assertThat(standard.stream("moa").text()).doesNotContain(": draft");
        assertThat(changed.stream("moa").text()).contains(": draft 1/");
    }

    @Test
    void theStatusLineWaitsForTheGraceTimeAndIdleStreamsHaveKeepAlives() throws Exception {
        FakeModel model = upstream.model();
        CompletableFuture<LiveReply> head = changed.client().chatLive(Chat.stream("re2-" + model.name()), AUTHORIZED);
        FakeCall call = model.next();

        try (LiveReply reply = head.join()) {
            assertThat(reply.status()).as("although the upstream is silent").isEqualTo(200);
            JsonNode chunk = reply.next();
            while (!chunk.at("/choices/0/delta").isEmpty()) {
                chunk = reply.next();
            }
            call.begin().say(ANSWER).finish("stop");
            assertThat(reply.rest()).contains(ANSWER).endsWith("data: [DONE]\n\n");
        }
        FakeModel busy = upstream.model()
                .plays(UpstreamScript.responds(400, "{\"error\": {\"message\": \"no\"}}", Map.of()));
        assertThat(standard.client().chat(Chat.stream("re2-" + busy.name())).status()).as("within 3 s").isEqualTo(400);
    }

    @Test
    void aFailedStreamIsAborted() {
        FakeModel model = upstream.model().plays(call -> call.begin().say("It ", "is ").end());

        try (RawHttpClient ended = standard.raw(Chat.stream(model.name()));
                RawHttpClient aborted = changed.raw(Chat.stream(model.name()))) {
            assertThat(ended.readUntil("\r\n0\r\n\r\n")).contains("data: {\"error\":");
            assertThat(aborted.readToEnd()).contains("data: {\"error\":").doesNotEndWith("0\r\n\r\n");
        }
    }

    @Test
    void reasoningHasItsName() {
        FakeModel model = upstream.model().plays(UpstreamScript.answers("<think>Why.</think>" + ANSWER));
        ObjectNode body = Chat.ask("re2-" + model.name());

        assertThat(standard.client().chat(body).json().at("/choices/0/message").has("reasoning_content")).isTrue();
        JsonNode message = changed.client().chat(body, AUTHORIZED).json().at("/choices/0/message");
        assertThat(message.has("reasoning")).isTrue();
        assertThat(message.has("reasoning_content")).isFalse();
    }

    @Test
    void aClientThatDoesNotReadIsDisconnected() {
        FakeModel model = upstream.model();
        try (RawHttpClient raw = changed.raw(Chat.stream(model.name()))) {
            FakeCall call = model.next();
            call.begin().say("xxx");
            raw.readUntil("xxx");

            call.pump("x".repeat(16 * 1024), 64L * 1024 * 1024, new AtomicLong());

            call.closedAt();
        }
    }

    @Test
    void secretsAreWhereTheyBelong() {
        FakeModel model = upstream.model().plays(UpstreamScript.answers(ANSWER));

        assertThat(changed.client().chat(Chat.ask(model.name())).status()).as("without a key").isEqualTo(401);
        assertThat(changed.client().chat(Chat.ask(model.name()), AUTHORIZED).status()).isEqualTo(200);
        FakeCall call = model.next();
        assertThat(call.headers("authorization")).containsExactly("Bearer sk-upstream");
        assertThat(call.headers("x-gateway-token")).containsExactly("sk-gateway");
        assertThat(changed.process().log()).doesNotContain("sk-upstream", "sk-gateway", KEY);
    }

    @Test
    void probesAndScrapesAreAnsweredAndEverySettingIsKnown() {
        for (Installation installation : new Installation[]{standard, changed}) {
            assertThat(installation.chart().probes()).isNotEmpty().allSatisfy(probe -> assertThat(installation.client()
                    .send("GET", probe.at("/httpGet/path").asText(), "").status()).isEqualTo(200));
            assertThat(installation.client().send("GET", "/metrics", "").text()).contains("ponder_admission_active");
            assertThat(installation.process().log()).doesNotContain("Unrecognized configuration key", "sets nothing");
        }
    }

    private static String[] texts(HttpReply reply) {
        return reply.choices().map(choice -> choice.at("/delta/content").asText("")).filter(text -> !text.isEmpty())
                .toArray(String[]::new);
    }

    /** A release of the chart, and its only pod. */
    private record Installation(RenderedChart chart, RenderedPod pod, PackagedServer process) implements AutoCloseable {

        static Installation of(String name, String values) throws IOException {
            RenderedChart chart = RenderedChart.of(base() + values);
            var pod = new RenderedPod(folder.resolve(name), SECRETS);
            return new Installation(chart, pod, PackagedServer.start(pod.environment(chart), "--http_port=0"));
        }

        private static String base() {
            return """
                    upstream:
                      baseUrl: %s
                      apiKey: {secret: ponder-upstream}
                      headerSecrets: {x-gateway-token: {secret: gateway, key: token}}
                    """.formatted(upstream.baseUrl());
        }

        /** Changes values as {@code helm upgrade} does, and waits until the server uses them. */
        void change(String values) throws IOException {
            RenderedChart next = RenderedChart.of(base() + values);
            assertThat(next.podTemplate()).as("no restart").isEqualTo(chart.podTemplate());
            CompletableFuture<Long> used = process.nextLog(" from now on");
            pod.mount(next);
            used.orTimeout(30, TimeUnit.SECONDS).join();
        }

        PonderClient client() {
            return new PonderClient(process.address());
        }

        /** Sends a streaming request to a model that answers at once. */
        HttpReply stream(String strategy) {
            FakeModel model = upstream.model().plays(UpstreamScript.answers(ANSWER));
            return client().chat(Chat.stream(strategy + "-" + model.name()), AUTHORIZED);
        }

        HttpReply stream(String strategy, boolean emulation) {
            FakeModel model = upstream.model().plays(UpstreamScript.answers(ANSWER));
            ObjectNode body = Chat.stream(strategy + "-" + model.name());
            body.putObject("ponder").put("stream_emulation", emulation);
            return client().chat(body, AUTHORIZED);
        }

        RawHttpClient raw(Object body) {
            return new RawHttpClient(process.address()).post("/v1/chat/completions", body, RawHttpClient.JSON,
                    AUTHORIZED[0] + ": " + AUTHORIZED[1]);
        }

        @Override
        public void close() {
            process.close();
        }
    }
}
