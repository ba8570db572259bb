package dev.ponder.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayRunTest {

    private static final String RECORD = "{\"request_id\":\"%s\",\"x_request_id\":\"x-%s\",\"replay\":{\"settings\":"
            + "{\"ponder.strategies.bon.samples\":\"%s\",\"ponder.strategies.bon.judge-model\":\"\"}}}\n";

    @TempDir
    Path folder;
    private String file;

    @BeforeEach
    void write() throws IOException {
        Path records = folder.resolve("records.jsonl");
        Files.writeString(records, RECORD.formatted("a-1", "a-1", "3") + "\n" + RECORD.formatted("a-2", "a-2", "5"));
        file = records.toString();
    }

    private static String samples(String... arguments) {
        return ReplayRun.properties(Flags.of(arguments)).get("ponder.strategies.bon.samples");
    }

    @Test
    void theRecordedSettingsApply() {
        assertThat(samples("--replay", file)).as("those of the first record").isEqualTo("3");
        assertThat(samples("--replay", file, "--request", "a-2")).isEqualTo("5");
        assertThat(samples("--replay", file, "--request=x-a-2")).isEqualTo("5");
        assertThat(ReplayRun.properties(Flags.of("--replay", file)))
                .as("a setting without a value stays without one")
                .containsEntry("ponder.strategies.bon.judge-model", "")
                .containsEntry("quarkus.http.host-enabled", "false").containsEntry("ponder.record.file", "");
    }

    @Test
    void wrongFlagsAreExplained() throws IOException {
        assertThatThrownBy(() -> samples("--replay")).hasMessageStartingWith("--replay: expected a file");
        assertThatThrownBy(() -> samples("--replay", file + "x")).hasMessageContaining(file + "x' cannot be read");
        assertThatThrownBy(() -> samples("--replay", file, "--request", "b"))
                .hasMessageStartingWith("--request: 'b' is no request of");
        Path other = Files.writeString(folder.resolve("other"), "no JSON\n");
        assertThatThrownBy(() -> samples("--replay", other.toString()))
                .hasMessageContaining("other, line 1: no JSON object");
    }
}
