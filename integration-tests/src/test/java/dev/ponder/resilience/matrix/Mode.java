package dev.ponder.resilience.matrix;

import java.util.Arrays;
import java.util.List;

/** A column of the matrix. */
record Mode(AnswerPath delivery, boolean streamed) {

    /** In the order of the page. */
    static final List<Mode> ALL = List.of(true, false).stream()
            .flatMap(streamed -> Arrays.stream(AnswerPath.values()).map(delivery -> new Mode(delivery, streamed)))
            .toList();

    /** Whether the client sees an upstream's pieces while they come. */
    boolean live() {
        return streamed && delivery != AnswerPath.EMULATED;
    }

    String title() {
        return (streamed ? "stream, " : "no stream, ") + delivery.title();
    }

    @Override
    public String toString() {
        return delivery.title() + (streamed ? "-stream" : "-whole");
    }
}
