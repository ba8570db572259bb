package dev.ponder.resilience.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import dev.ponder.support.client.RawHttpClient;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.UpstreamScript;

/** The client reads a long answer slowly; back-pressure must reach the upstream. */
final class SlowClientScenario {

    private static final int KILOBYTE = 1024;
    private static final Duration WAIT = Duration.ofSeconds(1);
    /** More than all socket buffers between the upstream and the client hold. */
    private static final String LONG = text(1024);
    private static final String SHORT = text(16);

    private SlowClientScenario() {
    }

    /** The text is longer in a stream. */
    static UpstreamScript script() {
        UpstreamScript stream = UpstreamScript.answers(LONG);
        UpstreamScript whole = UpstreamScript.answers(SHORT);
        return call -> (call.streaming() ? stream : whole).play(call);
    }

    static String text(Mode mode) {
        return mode.live() ? LONG : SHORT;
    }

    static String perform(ScenarioRun run) {
        try (RawHttpClient client = run.connect()) {
            client.read(KILOBYTE);
            if (run.mode().live()) {
                FakeCall writing = run.model().lastCall();
                assertThat(writing.written(WAIT)).as("the upstream wrote everything before the client read it")
                        .isFalse();
            }
            client.read(KILOBYTE);
            return ClientOutcome.of(run, client.response());
        }
    }

    /** A text of words of 16 KB. */
    private static String text(int words) {
        return ("w".repeat(16 * KILOBYTE - 1) + " ").repeat(words).strip();
    }
}
