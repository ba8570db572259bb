package dev.ponder.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import dev.ponder.faults.client.Ask;
import dev.ponder.faults.upstream.HalfAnswer;
import dev.ponder.faults.upstream.Saying;
import dev.ponder.faults.upstream.Script;
import dev.ponder.it.client.Reply;

/** A client that leaves, reads slowly or speaks another HTTP. */
final class TransportRows {

    private TransportRows() {
    }

    static List<Row> all() {
        return Stream.of(departures(), transports())
                .flatMap(List::stream).toList();
    }

    private static List<Row> departures() {
        return List.of(
                Row.named("leaves while queued").at(Site.NARROW)
                        .upstream(Saying.says(Row.TEXT).whenReleased())
                        .visits(Departure::fromTheQueue)
                        .everywhere("no call made"),
                Row.named("leaves before the first byte").upstream(Script.SILENCE)
                        .visits(Departure::beforeTheFirstByte)
                        .everywhere("calls closed"),
                Row.named("leaves mid-stream").lastStage(HalfAnswer.of(Row.TEXT).thenSilence())
                        .visits(Departure::midStream)
                        .everywhere("calls closed"),
                Row.named("leaves between stages").upstream(Script.SILENCE.after(Delivery.CANDIDATES))
                        .visits(Departure::betweenStages)
                        .both("n/a: one stage", "calls closed", "calls closed"));
    }

    private static List<Row> transports() {
        return List.of(
                Row.named("reads 1 KB at a time").lastStage(SlowReader.script()).says(SlowReader::text)
                        .visits(SlowReader::visit).heavy()
                        .everywhere("answer"),
                Row.named("HTTP/1.0").sends(Ask::overHttp10)
                        .check(TransportRows::isNotInChunks)
                        .everywhere("answer"),
                Row.named("asks for gzip").sends(ask -> ask.with("Accept-Encoding", "gzip"))
                        .check(TransportRows::isPlain)
                        .everywhere("answer"));
    }

    private static void isNotInChunks(Cell cell, Reply reply) {
        assertThat(reply.header("Transfer-Encoding")).isEmpty();
    }

    private static void isPlain(Cell cell, Reply reply) {
        assertThat(reply.header("Content-Encoding")).isEmpty();
    }
}
