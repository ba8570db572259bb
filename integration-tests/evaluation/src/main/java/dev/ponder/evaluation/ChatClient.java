package dev.ponder.evaluation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.evaluation.AnswerGrader.Grade;
import dev.ponder.harness.Pause;

/** Asks questions at {@code POST /chat/completions} of a base URL and grades the replies. Thread-safe. */
final class ChatClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ATTEMPTS = 4;
    private static final int MAX_ERROR = 300;

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(30)).build();
    private final EvaluationTarget target;
    private final AnswerGrader grader;

    ChatClient(EvaluationTarget target, AnswerGrader grader) {
        this.target = target;
        this.grader = grader;
    }

    /** Asks a question; a failure of the server is a result with an error. */
    EvaluationResult ask(StrategySpec strategy, Question question, long seed) throws InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", strategy.model(target.model())).put("seed",
                seed);
        body.putArray("messages").addObject().put("role", "user").put("content", question.text());
        strategy.addTo(body);
        long start = System.nanoTime();
        try {
            HttpResponse<String> response = send(body.toString());
            long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
            return response.statusCode() == 200
                    ? graded(strategy, question, JSON.readTree(response.body()), millis)
                    : failed(strategy, question, "status " + response.statusCode() + ": " + response.body(), millis);
        } catch (IOException failure) {
            return failed(strategy, question, failure.toString(),
                    Duration.ofNanos(System.nanoTime() - start).toMillis());
        }
    }

    /** A server that is busy is asked again. */
    private HttpResponse<String> send(String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(target.path("/chat/completions"))
                .timeout(target.timeout()).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        target.key().ifPresent(key -> request.header("Authorization", "Bearer " + key));
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        for (int attempt = 1; attempt < ATTEMPTS && isBusy(response.statusCode()); attempt++) {
            Pause.millis(1000L * attempt * attempt);
            response = http.send(request.build(), BodyHandlers.ofString());
        }
        return response;
    }

    /** The ids of the strategies that a server has. */
    JsonNode strategies() throws IOException, InterruptedException {
        URI address = target.path("/strategies");
        HttpResponse<String> response = http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalArgumentException(address + ": status " + response.statusCode()
                    + " (expected the list of strategies; name them by --strategies)");
        }
        return JSON.readTree(response.body());
    }

    private static boolean isBusy(int status) {
        return status == 429 || status == 503;
    }

    private EvaluationResult graded(StrategySpec strategy, Question question, JsonNode reply, long millis) {
        Grade grade = grader.grade(question, reply.path("choices").path(0).path("message").path("content").asText(""));
        JsonNode usage = reply.path("usage");
        JsonNode ponder = reply.path("ponder");
        return new EvaluationResult(target.model(), strategy.name(), question.id(), question.kind(), grade.right(),
                grade.answer(), ponder.path("calls").asInt(1), usage.path("prompt_tokens").asLong(),
                usage.path("completion_tokens").asLong(), millis, ponder.path("degraded").asText(""), "");
    }

    private EvaluationResult failed(StrategySpec strategy, Question question, String error, long millis) {
        return new EvaluationResult(target.model(), strategy.name(), question.id(), question.kind(), false, "", 0, 0, 0,
                millis, "", error.substring(0, Math.min(error.length(), MAX_ERROR)));
    }
}
