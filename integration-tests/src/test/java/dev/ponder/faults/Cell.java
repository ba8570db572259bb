package dev.ponder.faults;

import java.net.URI;

import dev.ponder.faults.client.Ask;
import dev.ponder.faults.client.BareClient;
import dev.ponder.faults.upstream.FaultyModel;

/** One run of a row: a model that plays its script, and a client that asks for it. */
record Cell(Row row, Column column, URI server, FaultyModel model, Ask ask) {

    BareClient connect() {
        return new BareClient(server, ask);
    }

    /** What the column should show. */
    String expected() {
        return row.expected(column);
    }
}
