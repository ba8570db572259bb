package dev.ponder.resilience.matrix;

import dev.ponder.support.client.RawHttpClient;

/** What a client does after its request. Returns the outcome as the page describes it. */
@FunctionalInterface
interface ClientAction {

    /** Reads to the end. */
    ClientAction READS = run -> {
        try (RawHttpClient client = run.connect()) {
            return ClientOutcome.of(run, client.response());
        }
    };

    /** Reads the first word if it is sent at once, lets the upstream continue, and reads to the end. */
    ClientAction READS_FIRST_WORD_THEN_RELEASES = run -> {
        try (RawHttpClient client = run.connect()) {
            if (run.mode().live()) {
                client.readUntil(Scenario.FIRST_WORD);
            }
            run.model().release();
            return ClientOutcome.of(run, client.response());
        }
    };

    /** Reads the head of a stream, lets the upstream continue, and reads to the end. */
    ClientAction READS_HEAD_THEN_RELEASES = run -> {
        try (RawHttpClient client = run.connect()) {
            if (run.mode().streamed()) {
                client.readUntil("\r\n\r\n");
            }
            run.model().release();
            return ClientOutcome.of(run, client.response());
        }
    };

    String perform(ScenarioRun run);
}
