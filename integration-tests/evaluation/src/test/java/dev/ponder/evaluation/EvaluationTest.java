package dev.ponder.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.sun.net.httpserver.HttpServer;

class EvaluationTest {

    private static final String REPLY = """
            {"choices": [{"message": {"content": "The answer is 7."}}], "usage": {"prompt_tokens": 5, "completion_tokens": 3},
             "ponder": {"calls": 4}}""";

    @TempDir
    Path folder;

    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private volatile int status = 200;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/v1/chat/completions", exchange -> {
            requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = REPLY.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void continuesAnInterruptedRunAndRepeatsWhatFailed() throws Exception {
        List<Question> questions = GeneratedQuestions.of(1, 4, Set.of("arithmetic"));
        List<StrategySpec> strategies = List.of(StrategySpec.parse("bon{\"samples\": 5}"));

        status = 500;
        score(questions.subList(0, 2), strategies);
        status = 200;
        score(questions.subList(0, 3), strategies);
        Files.writeString(folder.resolve("results.csv"), "half,a,li", java.nio.file.StandardOpenOption.APPEND);
        requests.clear();
        StrategyScore score = score(questions, strategies);

        assertThat(requests).hasSize(1).first().asString().contains("\"bon-m\"", "\"ponder\":{\"bon\":{\"samples\":5}}",
                "\"seed\":1000006");
        assertThat(score.results()).hasSize(4).allMatch(EvaluationResult::answered);
        assertThat(score.calls()).isEqualTo(4);
        assertThat(score.tokens()).isEqualTo(8);
        assertThat(score.accuracy().share()).isEqualTo(0);
    }

    private StrategyScore score(List<Question> questions, List<StrategySpec> strategies) throws Exception {
        var target = new EvaluationTarget(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/"), "m",
                Optional.empty(), Duration.ofSeconds(10));
        try (var evaluation = new Evaluation(target, questions, new AnswerGrader(false), folder.resolve("results.csv"),
                1)) {
            evaluation.run(strategies, 2, result -> {
            });
            return evaluation.score(strategies.get(0));
        }
    }

    /** The values of Wilson's formula for 30 of 50, computed by hand. */
    @Test
    void intervalsAreWilsons() {
        var interval = WilsonInterval.of(30, 50);
        assertThat(interval.low()).isCloseTo(0.4618, within(0.0001));
        assertThat(interval.high()).isCloseTo(0.7239, within(0.0001));
        assertThat(WilsonInterval.of(50, 50).high()).isCloseTo(1, within(1e-9));
        assertThat(WilsonInterval.of(0, 0)).isEqualTo(new WilsonInterval(0, 0, 1));
    }

    @Test
    void readsQuestionsOfAFile() throws IOException {
        Path file = folder.resolve("questions.jsonl");
        Files.writeString(file,
                "{\"question\": \"1+1?\", \"answer\": 2}\n\n{\"question\": \"f?\", \"answer\": [\"f(1) == 2\"], "
                        + "\"kind\": \"code\"}\n");
        assertThat(QuestionFile.read(file)).extracting(Question::kind).containsExactly("text", "code");

        Files.writeString(file, "{\"question\": \"1+1?\"}");
        assertThatThrownBy(() -> QuestionFile.read(file)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 1");
    }

    @Test
    void replacesTheReportOfThePage() {
        String page = "# E\n<!-- report: begin -->\nold\n<!-- report: end -->\nend\n";
        assertThat(EvaluationRun.withReport(page, "new\n"))
                .isEqualTo("# E\n<!-- report: begin -->\n\nnew\n\n<!-- report: end -->\nend\n");
    }

    @Test
    void plotsAllStrategies() throws IOException {
        var result = new EvaluationResult("m", "bon", "q", "k", true, "1", 4, 5, 6, 70, "", "");
        new AccuracyPlots(List.of(new StrategyScore(StrategySpec.parse("bon"), List.of(result)),
                new StrategyScore(StrategySpec.parse("none"), List.of()))).write(folder);

        assertThat(Files.readString(folder.resolve("accuracy-calls.svg"))).contains("<svg", "rgb(140,14,14)",
                "rgb(22,217,217)");
    }
}
