package dev.ponder.faults;

import dev.ponder.faults.client.BareClient;

/** What a client does between its request and the end; the result is what came of it, in the words of the page. */
@FunctionalInterface
interface Visit {

    /** Reads all that comes. */
    Visit READS = cell -> {
        try (BareClient client = cell.connect()) {
            return Outcome.of(cell, client.rest());
        }
    };

    /** Reads the first words where they come alive, lets the upstream go on, and reads the rest. */
    Visit READS_FIRST_WORDS_THEN_RELEASES = cell -> {
        try (BareClient client = cell.connect()) {
            if (cell.column().live()) {
                client.readUntil(Row.FIRST_WORD);
            }
            cell.model().release();
            return Outcome.of(cell, client.rest());
        }
    };

    /** Waits for the head of a stream, lets the upstream go on, and reads the rest. */
    Visit READS_HEAD_THEN_RELEASES = cell -> {
        try (BareClient client = cell.connect()) {
            if (cell.column().streamed()) {
                client.readUntil("\r\n\r\n");
            }
            cell.model().release();
            return Outcome.of(cell, client.rest());
        }
    };

    String make(Cell cell);
}
