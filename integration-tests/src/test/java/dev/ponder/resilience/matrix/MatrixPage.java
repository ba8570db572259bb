package dev.ponder.resilience.matrix;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The page of the matrix. */
final class MatrixPage {

    private static final String HEAD = """
            # Fault matrix

            What a client gets of each fault, as `FaultMatrixTest` sees it over sockets; a test checks that this page is what the run gives.
            *Relay* is `none`, *native* is `moa`, *emulated* is `bon`. A fault after the status line is an `error event`.
            """;
    private static final String TABLE = """

            ## %s

            | fault | stream: relay | native | emulated | no stream: relay | native | emulated |
            |---|---|---|---|---|---|---|
            """;

    private MatrixPage() {
    }

    static String of(Map<String, List<Scenario>> parts, MatrixRun run) {
        return HEAD + parts.entrySet().stream()
                .map(part -> TABLE.formatted(part.getKey()) + lines(part.getValue(), run))
                .collect(Collectors.joining());
    }

    private static String lines(List<Scenario> rows, MatrixRun run) {
        return rows.stream().map(row -> "| " + row.name() + " | " + Mode.ALL.stream()
                .map(column -> run.onThePage(row, column)).collect(Collectors.joining(" | ")) + " |\n")
                .collect(Collectors.joining());
    }
}
