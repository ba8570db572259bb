package dev.ponder.resilience.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import dev.ponder.resilience.matrix.upstream.TruncatedAnswer;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.RawRequest;
import dev.ponder.support.upstream.UpstreamScript;

/** The client disconnects, reads slowly, or uses another version of HTTP. */
final class ConnectionScenarios {

    private ConnectionScenarios() {
    }

    static List<Scenario> all() {
        return Stream.of(disconnects(), transports())
                .flatMap(List::stream).toList();
    }

    private static List<Scenario> disconnects() {
        return List.of(
                Scenario.named("disconnects while queued").at(UpstreamProfile.ONE_CONNECTION)
                        .upstream(UpstreamScript.answers(Scenario.TEXT).whenReleased())
                        .client(ClientDisconnects::whileQueued)
                        .everywhere("no call made"),
                Scenario.named("disconnects before the first byte").upstream(UpstreamScript.HOLD)
                        .client(ClientDisconnects::beforeTheFirstByte)
                        .everywhere("calls closed"),
                Scenario.named("disconnects mid-stream").lastStage(TruncatedAnswer.of(Scenario.TEXT).thenStalls())
                        .client(ClientDisconnects::midStream)
                        .everywhere("calls closed"),
                Scenario.named("disconnects between stages")
                        .upstream(UpstreamScript.HOLD.afterDrafts(AnswerPath.CANDIDATES))
                        .client(ClientDisconnects::betweenStages)
                        .both("n/a: one stage", "calls closed", "calls closed"));
    }

    private static List<Scenario> transports() {
        return List.of(
                Scenario.named("reads 1 KB at a time").lastStage(SlowClientScenario.script())
                        .expectsText(SlowClientScenario::text)
                        .client(SlowClientScenario::perform).heavy()
                        .everywhere("answer"),
                Scenario.named("HTTP/1.0").request(RawRequest::overHttp10)
                        .check(ConnectionScenarios::isNotChunked)
                        .everywhere("answer"),
                Scenario.named("accepts gzip").request(sent -> sent.with("Accept-Encoding", "gzip"))
                        .check(ConnectionScenarios::isNotCompressed)
                        .everywhere("answer"));
    }

    private static void isNotChunked(ScenarioRun run, HttpReply reply) {
        assertThat(reply.header("Transfer-Encoding")).isEmpty();
    }

    private static void isNotCompressed(ScenarioRun run, HttpReply reply) {
        assertThat(reply.header("Content-Encoding")).isEmpty();
    }
}
