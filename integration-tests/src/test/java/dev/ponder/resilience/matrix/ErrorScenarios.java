package dev.ponder.resilience.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import dev.ponder.resilience.matrix.upstream.ErrorReplies;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.UpstreamScript;

/** The upstream is unreachable or responds with an error. */
final class ErrorScenarios {

    private ErrorScenarios() {
    }

    static List<Scenario> all() {
        return Stream.of(connections(), errors())
                .flatMap(List::stream).toList();
    }

    private static List<Scenario> connections() {
        return List.of(
                Scenario.named("rejected connection").at(UpstreamProfile.CLOSED)
                        .everywhere("502 upstream_error"),
                Scenario.named("slow connect").at(UpstreamProfile.UNRESPONSIVE)
                        .everywhere("504 connect_timeout"));
    }

    private static List<Scenario> errors() {
        return List.of(
                Scenario.named("400").upstream(ErrorReplies.status(400, "invalid_request_error"))
                        .check(ErrorScenarios::hasTheMessageOfTheUpstream)
                        .everywhere("400 invalid_request_error"),
                Scenario.named("401").upstream(ErrorReplies.status(401, "authentication_error"))
                        .check(ErrorScenarios::hasTheMessageOfTheUpstream)
                        .everywhere("401 authentication_error"),
                Scenario.named("404").upstream(ErrorReplies.status(404, "not_found_error"))
                        .check(ErrorScenarios::hasTheMessageOfTheUpstream)
                        .everywhere("404 not_found_error"),
                Scenario.named("429 with Retry-After")
                        .upstream(ErrorReplies.status(429, "rate_limit_error", "Retry-After: 33",
                                "X-RateLimit-Remaining-Requests: 0"))
                        .check(ErrorScenarios::hasRetryAfter)
                        .everywhere("429 rate_limit_error"),
                Scenario.named("400 with the error in a list").upstream(ErrorReplies.inAList(400))
                        .check(ErrorScenarios::hasTheMessageOfTheUpstream)
                        .everywhere("400 invalid_request_error"),
                Scenario.named("redirects to another host").upstream(ErrorReplies.redirecting("http://127.0.0.1:9/v1"))
                        .everywhere("502 upstream_error"),
                Scenario.named("streams only").upstream(ErrorReplies.streamingOnly(Scenario.TEXT))
                        .stream("answer", "answer", "answer")
                        .whole("400 invalid_request_error", "answer", "answer"),
                Scenario.named("500").upstream(ErrorReplies.status(500, "server_error"))
                        .check(ErrorScenarios::hasTheMessageOfTheUpstream)
                        .both("500 server_error", "502 upstream_error", "502 upstream_error"),
                Scenario.named("503").upstream(ErrorReplies.status(503, "server_error"))
                        .check(ErrorScenarios::hasTheMessageOfTheUpstream)
                        .both("503 server_error", "503 upstream_error", "503 upstream_error"),
                Scenario.named("500 for one candidate").at(UpstreamProfile.NO_RETRIES)
                        .upstream(ErrorReplies.status(500, "server_error").once(UpstreamScript.answers(Scenario.TEXT)))
                        .both("n/a: one call", "answer, degraded", "answer, degraded"),
                Scenario.named("500 after the commit grace")
                        .upstream(ErrorReplies.status(500, "server_error").whenReleased())
                        .client(ClientAction.READS_HEAD_THEN_RELEASES)
                        .stream("error event server_error", "error event upstream_error",
                                "error event upstream_error")
                        .whole("500 server_error", "502 upstream_error", "502 upstream_error"),
                Scenario.named("200 with a JSON error").upstream(ErrorReplies.withStatus200())
                        .check(ErrorScenarios::hasTheMessageOfTheUpstream)
                        .everywhere("502 upstream_error"),
                Scenario.named("first event is an error").lastStage(ErrorReplies.asFirstEvent())
                        .everywhere("502 upstream_error"));
    }

    private static void hasTheMessageOfTheUpstream(ScenarioRun run, HttpReply reply) {
        assertThat(reply.error().path("message").asText()).contains(ErrorReplies.MESSAGE);
    }

    private static void hasRetryAfter(ScenarioRun run, HttpReply reply) {
        hasTheMessageOfTheUpstream(run, reply);
        assertThat(reply.header("Retry-After")).isEqualTo("33");
        assertThat(reply.header("X-RateLimit-Remaining-Requests")).isEqualTo("0");
    }
}
