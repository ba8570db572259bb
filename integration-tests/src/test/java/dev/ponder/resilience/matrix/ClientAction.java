package dev.ponder.resilience.matrix;

import dev.ponder.support.client.RawHttpClient;


/** What a client does between its request and the end; the result is what came of it, in the words of the page. */
@FunctionalInterface
interface ClientAction {

    /** Reads all that comes. */
    ClientAction READS = cell -> {
        try (RawHttpClient client = cell.connect()) {
            return ClientOutcome.of(cell, client.rest());
        }
    };

    /** Reads the first words where they come alive, lets the upstream go on, and reads the rest. */
    ClientAction READS_FIRST_WORDS_THEN_RELEASES = cell -> {
        try (RawHttpClient client = cell.connect()) {
            if (cell.column().live()) {
                client.readUntil(Scenario.FIRST_WORD);
            }
            cell.model().release();
            return ClientOutcome.of(cell, client.rest());
        }
    };

    /** Waits for the head of a stream, lets the upstream go on, and reads the rest. */
    ClientAction READS_HEAD_THEN_RELEASES = cell -> {
        try (RawHttpClient client = cell.connect()) {
            if (cell.column().streamed()) {
                client.readUntil("\r\n\r\n");
            }
            cell.model().release();
            return ClientOutcome.of(cell, client.rest());
        }
    };

    String make(ScenarioRun cell);
}
