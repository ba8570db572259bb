package dev.ponder.operations;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.ponder.profiles.TelemetryProfile;
import dev.ponder.support.Repository;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.LiveReply;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** The dashboard, the alert rules and docs/observability.md, held against the metrics of the running server under load. */
@QuarkusTest
@TestProfile(TelemetryProfile.class)
class DashboardTest extends ServerTest {

    private static final String DASHBOARD = "src/main/observability/ponder-dashboard.json";
    private static final Path ALERTS = Repository.top().resolve("src/main/observability/ponder-alerts.yaml");
    private static final Duration WAIT = Duration.ofSeconds(90);
    private static final Pattern SERIES = Pattern.compile("\\b((?:ponder|gen_ai|jvm|process)_[a-z0-9_]+)(\\{[^}]*})?");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+)\\s*(?:=~|!~|!=|=)\"");
    private static final Pattern GROUPING = Pattern.compile("\\bby \\(([^)]*)\\)");
    private static final Pattern SAMPLE = Pattern.compile("^([a-z][a-z0-9_]*)(?:\\{([^}]*)})? ");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");
    private static final Pattern THRESHOLD = Pattern.compile(" [<>]=? [0-9.]+$");
    /** Prometheus adds it. */
    private static final String INSTANCE = "instance";

    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();

    /** One request of each kind that the queries show. */
    private void load() throws IOException {
        var model = model().plays(UpstreamScript.answers("The answer is 391."));
        client.chat(Chat.ask("moa-" + model.name()));
        client.chat(Chat.stream("re2-" + model.name()));
        client.chat(Chat.stream("self_consistency-" + model.name()));
        client.chat(Chat.streamWithUsage(model.name()));
        client.chat(Chat.ask("re2-unreachable"));
        client.send("POST", "/v1/chat/completions", "{\"model\": 3}");
        LiveReply live = client.chatLive(Chat.stream("re2-" + model().name())).join();
        live.close();
    }

    private static List<String> queries() throws IOException {
        var queries = new ArrayList<String>();
        new ObjectMapper().readTree(Repository.text(DASHBOARD)).findValues("targets")
                .forEach(targets -> targets.forEach(target -> queries.add(target.path("expr").asText())));
        return queries;
    }

    private static List<String> alerts() {
        return Repository.documents(ALERTS).get(0).findValues("expr").stream().map(JsonNode::asText).toList();
    }

    /** The labels of each metric, by its name in queries. */
    private static Map<String, Set<String>> exposed() {
        var metrics = new TreeMap<String, Set<String>>();
        get("/q/metrics").asString().lines().forEach(line -> {
            Matcher sample = SAMPLE.matcher(line);
            if (sample.find()) {
                Set<String> labels = metrics.computeIfAbsent(sample.group(1), name -> new TreeSet<>());
                if (sample.group(2) != null) {
                    LABEL.matcher(sample.group(2)).results().forEach(label -> labels.add(label.group(1)));
                }
            }
        });
        return metrics;
    }

    private static Set<String> labels(String query) {
        var labels = new TreeSet<String>();
        GROUPING.matcher(query).results().forEach(by -> labels.addAll(List.of(by.group(1).split(",\\s*"))));
        MATCHER.matcher(query).results().forEach(matcher -> labels.add(matcher.group(1)));
        labels.remove(INSTANCE);
        return labels;
    }

    @Test
    void eachMetricAndLabelOfAQueryExists() throws IOException {
        load();
        awaitCancellation();
        Map<String, Set<String>> exposed = exposed();

        assertThat(Stream.concat(queries().stream(), alerts().stream())).hasSizeGreaterThan(30).allSatisfy(query -> {
            var known = new TreeSet<String>();
            Matcher series = SERIES.matcher(query.replaceAll("\\bby \\([^)]*\\)", ""));
            while (series.find()) {
                assertThat(exposed).as(query).containsKey(series.group(1));
                known.addAll(exposed.get(series.group(1)));
            }
            assertThat(known).as(query).containsAll(labels(query));
        });
    }

    private static void awaitCancellation() {
        long begin = System.nanoTime();
        while (!exposed().containsKey("ponder_cancellations_total")) {
            assertThat(System.nanoTime() - begin).as("time until the disconnect is noticed")
                    .isLessThan(WAIT.toNanos());
        }
    }

    @Test
    void thePageListsTheMetricsOfTheServerWithTheirLabels() throws IOException {
        load();
        awaitCancellation();
        Map<String, Set<String>> listed = listed();
        Map<String, Set<String>> served = new TreeMap<>();
        exposed().forEach((name, labels) -> {
            if (name.startsWith("ponder_") || name.startsWith("gen_ai_")) {
                var own = new TreeSet<>(labels);
                own.remove("le");
                served.merge(name.replaceFirst("_(bucket|sum|count|max)$", ""), own,
                        (one, other) -> Stream.concat(one.stream(), other.stream()).collect(Collectors.toSet()));
            }
        });

        assertThat(listed).containsAllEntriesOf(served);
        assertThat(served.keySet()).containsAll(
                listed.keySet().stream().filter(name -> !conditional().contains(name)).toList());
    }

    private static Map<String, Set<String>> listed() {
        var metrics = new LinkedHashMap<String, Set<String>>();
        Repository.text("docs/observability.md").lines().filter(line -> line.startsWith("| `ponder_")
                || line.startsWith("| `gen_ai_")).forEach(line -> {
                    String[] cells = line.split("\\|");
                    metrics.put(cells[1].strip().replace("`", ""), Stream.of(cells[3].strip().split(",\\s*"))
                            .map(label -> label.replace("`", "").strip()).filter(label -> !label.isEmpty())
                            .collect(Collectors.toSet()));
                });
        return metrics;
    }

    /** Metrics that are only there once something happened, which the page says. */
    private static Set<String> conditional() {
        return Repository.text("docs/observability.md").lines().filter(line -> line.contains("only "))
                .filter(line -> line.startsWith("| `")).map(line -> line.split("\\|")[1].strip().replace("`", ""))
                .collect(Collectors.toSet());
    }

    @Test
    void promtoolAcceptsTheAlertRules() throws Exception {
        assumeTrue(installed("promtool"), "promtool is not installed");
        Process check = new ProcessBuilder("promtool", "check", "rules", ALERTS.toString()).redirectErrorStream(true)
                .start();
        String output = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(check.waitFor()).as(output).isZero();
    }

    @Test
    void eachQueryReturnsDataInPrometheus(@TempDir Path folder) throws Exception {
        assumeTrue(installed("prometheus"), "prometheus is not installed");
        int port = freePort();
        Path config = Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s, scrape_timeout: 1s}
                scrape_configs:
                  - job_name: ponder
                    metrics_path: /metrics
                    static_configs: [{targets: ["%s:%d"]}]
                """.formatted(server.getHost(), server.getPort()));
        Process prometheus = new ProcessBuilder("prometheus", "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("data"), "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
        try {
            List<String> left = new ArrayList<>(Stream.concat(queries().stream().map(DashboardTest::bound),
                    alerts().stream().map(DashboardTest::withoutThreshold)).toList());
            long begin = System.nanoTime();
            while (!left.isEmpty() && System.nanoTime() - begin < WAIT.toNanos()) {
                load();
                left.removeIf(query -> returnsData(port, query));
            }

            assertThat(left).as("queries without data; Prometheus says: " + Files.readString(folder.resolve("log")))
                    .isEmpty();
        } finally {
            prometheus.destroy();
            prometheus.waitFor(10, TimeUnit.SECONDS);
        }
    }

    /** What Grafana puts in for its variables. */
    private static String bound(String query) {
        return query.replace("$__rate_interval", "1m").replace("$instance", ".*");
    }

    /** No request is rejected by a full queue or a budget here, so any rejection stands for them. */
    private static String withoutThreshold(String alert) {
        return THRESHOLD.matcher(alert.strip()).replaceFirst("").replaceAll("phase=\"[a-z]+\"", "phase!=\"\"");
    }

    private boolean returnsData(int port, String query) {
        URI uri = URI.create("http://127.0.0.1:" + port + "/api/v1/query?query="
                + URLEncoder.encode(query, StandardCharsets.UTF_8));
        try {
            JsonNode result = mapper.readTree(http.send(HttpRequest.newBuilder(uri).build(),
                    HttpResponse.BodyHandlers.ofString()).body());
            return result.path("data").path("result").size() > 0;
        } catch (IOException starting) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static boolean installed(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
