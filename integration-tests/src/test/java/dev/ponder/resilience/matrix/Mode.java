package dev.ponder.resilience.matrix;

import java.util.Arrays;
import java.util.List;

/** A column of the matrix: a path through the server, with or without a stream. */
record Mode(AnswerPath path, boolean streamed) {

    /** In the order of the page. */
    static final List<Mode> ALL = List.of(true, false).stream()
            .flatMap(streamed -> Arrays.stream(AnswerPath.values()).map(path -> new Mode(path, streamed)))
            .toList();

    /** Whether the client receives chunks while the upstream still writes. */
    boolean live() {
        return streamed && path != AnswerPath.EMULATED;
    }

    String title() {
        return (streamed ? "stream, " : "no stream, ") + path.title();
    }

    @Override
    public String toString() {
        return path.title() + (streamed ? "-stream" : "-whole");
    }
}
