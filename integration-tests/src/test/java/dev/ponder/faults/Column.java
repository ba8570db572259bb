package dev.ponder.faults;

import java.util.Arrays;
import java.util.List;

/** A column of the matrix. */
record Column(Delivery delivery, boolean streamed) {

    /** In the order of the page. */
    static final List<Column> ALL = List.of(true, false).stream()
            .flatMap(streamed -> Arrays.stream(Delivery.values()).map(delivery -> new Column(delivery, streamed)))
            .toList();

    /** Whether the client sees an upstream's pieces while they come. */
    boolean live() {
        return streamed && delivery != Delivery.EMULATED;
    }

    String title() {
        return (streamed ? "stream, " : "no stream, ") + delivery.title();
    }

    @Override
    public String toString() {
        return delivery.title() + (streamed ? "-stream" : "-whole");
    }
}
