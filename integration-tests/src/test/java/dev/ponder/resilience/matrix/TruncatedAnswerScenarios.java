package dev.ponder.resilience.matrix;

import java.util.List;
import java.util.stream.Stream;

import dev.ponder.resilience.matrix.upstream.TruncatedAnswer;
import dev.ponder.support.upstream.UpstreamScript;

/** The upstream does not start its answer, or does not finish it. */
final class TruncatedAnswerScenarios {

    private static final TruncatedAnswer HALF = TruncatedAnswer.of(Scenario.TEXT);

    private TruncatedAnswerScenarios() {
    }

    static List<Scenario> all() {
        return Stream.of(stalls(), truncations())
                .flatMap(List::stream).toList();
    }

    private static List<Scenario> stalls() {
        return List.of(
                Scenario.named("stall before the first byte").at(UpstreamProfile.SHORT_TIMEOUTS)
                        .lastStage(UpstreamScript.HOLD)
                        .stream("504 first_byte_timeout", "504 first_byte_timeout", "504 call_timeout")
                        .whole("504 call_timeout", "504 call_timeout", "504 call_timeout"),
                Scenario.named("stall mid-stream").at(UpstreamProfile.SHORT_TIMEOUTS).lastStage(HALF.thenStalls())
                        .stream("error event upstream_stalled", "error event upstream_stalled", "504 call_timeout")
                        .whole("504 call_timeout", "504 call_timeout", "504 call_timeout"),
                Scenario.named("comment flood").at(UpstreamProfile.SHORT_TIMEOUTS).lastStage(HALF.thenComments())
                        .stream("error event upstream_stalled", "error event upstream_stalled", "504 call_timeout")
                        .whole("504 call_timeout", "504 call_timeout", "504 call_timeout"));
    }

    private static List<Scenario> truncations() {
        return List.of(
                Scenario.named("end without finish reason").lastStage(HALF.thenEnds())
                        .stream("error event upstream_error", "error event upstream_error", "502 upstream_error")
                        .whole("502 upstream_error", "502 upstream_error", "502 upstream_error"),
                Scenario.named("connection reset mid-stream").lastStage(HALF.thenReset())
                        .client(ClientAction.READS_FIRST_WORD_THEN_RELEASES)
                        .stream("error event upstream_error", "error event upstream_error", "502 upstream_error")
                        .whole("502 upstream_error", "502 upstream_error", "502 upstream_error"));
    }
}
