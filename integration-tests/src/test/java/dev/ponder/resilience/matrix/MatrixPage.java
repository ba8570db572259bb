package dev.ponder.resilience.matrix;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The page {@code docs/fault-matrix.md}. */
final class MatrixPage {

    private static final String HEAD = """
            # Fault matrix

            What a client receives for each fault. `FaultMatrixTest` measures it over sockets and writes this page (`-Ddocs.write`).
            *Relay* is the strategy `none`, *native* is `moa`, *emulated* is `bon`. A fault after the status line is an `error event` in the stream.
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

    private static String lines(List<Scenario> scenarios, MatrixRun run) {
        return scenarios.stream().map(scenario -> "| " + scenario.name() + " | " + Mode.ALL.stream()
                .map(mode -> run.cell(scenario, mode)).collect(Collectors.joining(" | ")) + " |\n")
                .collect(Collectors.joining());
    }
}
