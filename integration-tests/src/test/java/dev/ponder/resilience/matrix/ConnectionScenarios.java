package dev.ponder.resilience.matrix;

import dev.ponder.resilience.matrix.upstream.Script;
import dev.ponder.resilience.matrix.upstream.TruncatedAnswer;
import dev.ponder.resilience.matrix.upstream.UpstreamAnswer;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.RawRequest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;


/** A client that leaves, reads slowly or speaks another HTTP. */
final class ConnectionScenarios {

    private ConnectionScenarios() {
    }

    static List<Scenario> all() {
        return Stream.of(departures(), transports())
                .flatMap(List::stream).toList();
    }

    private static List<Scenario> departures() {
        return List.of(
                Scenario.named("leaves while queued").at(UpstreamProfile.NARROW)
                        .upstream(UpstreamAnswer.says(Scenario.TEXT).whenReleased())
                        .visits(ClientDisconnects::fromTheQueue)
                        .everywhere("no call made"),
                Scenario.named("leaves before the first byte").upstream(Script.SILENCE)
                        .visits(ClientDisconnects::beforeTheFirstByte)
                        .everywhere("calls closed"),
                Scenario.named("leaves mid-stream").lastStage(TruncatedAnswer.of(Scenario.TEXT).thenSilence())
                        .visits(ClientDisconnects::midStream)
                        .everywhere("calls closed"),
                Scenario.named("leaves between stages").upstream(Script.SILENCE.after(AnswerPath.CANDIDATES))
                        .visits(ClientDisconnects::betweenStages)
                        .both("n/a: one stage", "calls closed", "calls closed"));
    }

    private static List<Scenario> transports() {
        return List.of(
                Scenario.named("reads 1 KB at a time").lastStage(SlowClientScenario.script()).says(SlowClientScenario::text)
                        .visits(SlowClientScenario::visit).heavy()
                        .everywhere("answer"),
                Scenario.named("HTTP/1.0").sends(RawRequest::overHttp10)
                        .check(ConnectionScenarios::isNotInChunks)
                        .everywhere("answer"),
                Scenario.named("asks for gzip").sends(ask -> ask.with("Accept-Encoding", "gzip"))
                        .check(ConnectionScenarios::isPlain)
                        .everywhere("answer"));
    }

    private static void isNotInChunks(ScenarioRun cell, HttpReply reply) {
        assertThat(reply.header("Transfer-Encoding")).isEmpty();
    }

    private static void isPlain(ScenarioRun cell, HttpReply reply) {
        assertThat(reply.header("Content-Encoding")).isEmpty();
    }
}
