package dev.ponder.resilience.matrix;

import dev.ponder.resilience.matrix.upstream.Script;
import dev.ponder.resilience.matrix.upstream.TruncatedAnswer;

import java.util.List;
import java.util.stream.Stream;


/** An upstream that does not begin its answer, or does not finish it. */
final class TruncatedAnswerScenarios {

    private static final TruncatedAnswer HALF = TruncatedAnswer.of(Scenario.TEXT);

    private TruncatedAnswerScenarios() {
    }

    static List<Scenario> all() {
        return Stream.of(silences(), cuts())
                .flatMap(List::stream).toList();
    }

    private static List<Scenario> silences() {
        return List.of(
                Scenario.named("stall before the first byte").at(UpstreamProfile.HASTY).lastStage(Script.SILENCE)
                        .stream("504 first_byte_timeout", "504 first_byte_timeout", "504 call_timeout")
                        .whole("504 call_timeout", "504 call_timeout", "504 call_timeout"),
                Scenario.named("stall mid-stream").at(UpstreamProfile.HASTY).lastStage(HALF.thenSilence())
                        .stream("error event upstream_stalled", "error event upstream_stalled", "504 call_timeout")
                        .whole("504 call_timeout", "504 call_timeout", "504 call_timeout"),
                Scenario.named("comment flood").at(UpstreamProfile.HASTY).lastStage(HALF.thenComments())
                        .stream("error event upstream_stalled", "error event upstream_stalled", "504 call_timeout")
                        .whole("504 call_timeout", "504 call_timeout", "504 call_timeout"));
    }

    private static List<Scenario> cuts() {
        return List.of(
                Scenario.named("end without finish reason").lastStage(HALF.thenTheEnd())
                        .stream("error event upstream_error", "error event upstream_error", "502 upstream_error")
                        .whole("502 upstream_error", "502 upstream_error", "502 upstream_error"),
                Scenario.named("connection reset mid-stream").lastStage(HALF.thenReset())
                        .visits(ClientAction.READS_FIRST_WORDS_THEN_RELEASES)
                        .stream("error event upstream_error", "error event upstream_error", "502 upstream_error")
                        .whole("502 upstream_error", "502 upstream_error", "502 upstream_error"));
    }
}
