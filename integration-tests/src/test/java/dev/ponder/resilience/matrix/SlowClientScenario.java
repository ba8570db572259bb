package dev.ponder.resilience.matrix;

import dev.ponder.resilience.matrix.upstream.Call;
import dev.ponder.resilience.matrix.upstream.Script;
import dev.ponder.resilience.matrix.upstream.UpstreamAnswer;
import dev.ponder.support.client.RawHttpClient;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;


/** A client that takes a little at a time of a long answer. As long as it does, the upstream has to wait. */
final class SlowClientScenario {

    private static final int KILOBYTE = 1024;
    private static final Duration WAIT = Duration.ofSeconds(1);
    /** More than the sockets on its way hold. */
    private static final String LONG = text(1024);
    private static final String SHORT = text(16);

    private SlowClientScenario() {
    }

    /** Longer where it streams. */
    static Script script() {
        Script stream = UpstreamAnswer.says(LONG);
        Script whole = UpstreamAnswer.says(SHORT);
        return (call, wire) -> (call.streaming() ? stream : whole).play(call, wire);
    }

    static String text(Mode column) {
        return column.live() ? LONG : SHORT;
    }

    static String visit(ScenarioRun cell) {
        try (RawHttpClient client = cell.connect()) {
            client.read(KILOBYTE);
            if (cell.column().live()) {
                Call writing = cell.model().calls().get(cell.model().calls().size() - 1);
                assertThat(writing.written(WAIT)).as("the upstream could write all, and a slow client had not read it")
                        .isFalse();
            }
            client.read(KILOBYTE);
            return ClientOutcome.of(cell, client.rest());
        }
    }

    /** So many words of 16 KB. */
    private static String text(int words) {
        return ("w".repeat(16 * KILOBYTE - 1) + " ").repeat(words).strip();
    }
}
