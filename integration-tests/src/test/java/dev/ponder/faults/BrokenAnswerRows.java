package dev.ponder.faults;

import java.util.List;
import java.util.stream.Stream;

import dev.ponder.faults.upstream.HalfAnswer;
import dev.ponder.faults.upstream.Script;

/** An upstream that does not begin its answer, or does not finish it. */
final class BrokenAnswerRows {

    private static final HalfAnswer HALF = HalfAnswer.of(Row.TEXT);

    private BrokenAnswerRows() {
    }

    static List<Row> all() {
        return Stream.of(silences(), cuts())
                .flatMap(List::stream).toList();
    }

    private static List<Row> silences() {
        return List.of(
                Row.named("stall before the first byte").at(Site.HASTY).lastStage(Script.SILENCE)
                        .stream("504 first_byte_timeout", "504 first_byte_timeout", "504 call_timeout")
                        .whole("504 call_timeout", "504 call_timeout", "504 call_timeout"),
                Row.named("stall mid-stream").at(Site.HASTY).lastStage(HALF.thenSilence())
                        .stream("error event upstream_stalled", "error event upstream_stalled", "504 call_timeout")
                        .whole("504 call_timeout", "504 call_timeout", "504 call_timeout"),
                Row.named("comment flood").at(Site.HASTY).lastStage(HALF.thenComments())
                        .stream("error event upstream_stalled", "error event upstream_stalled", "504 call_timeout")
                        .whole("504 call_timeout", "504 call_timeout", "504 call_timeout"));
    }

    private static List<Row> cuts() {
        return List.of(
                Row.named("end without finish reason").lastStage(HALF.thenTheEnd())
                        .stream("error event upstream_error", "error event upstream_error", "502 upstream_error")
                        .whole("502 upstream_error", "502 upstream_error", "502 upstream_error"),
                Row.named("connection reset mid-stream").lastStage(HALF.thenReset())
                        .visits(Visit.READS_FIRST_WORDS_THEN_RELEASES)
                        .stream("error event upstream_error", "error event upstream_error", "502 upstream_error")
                        .whole("502 upstream_error", "502 upstream_error", "502 upstream_error"));
    }
}
