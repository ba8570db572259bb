package dev.ponder.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.PonderClient;

/** The packaged application records requests, and replays them without a model. */
class RecordReplayIT {

    private static final List<String> STRATEGIES = List.of("self_consistency", "moa", "bon", "mcts");

    @TempDir
    private Path folder;

    @Test
    void replaysWhatItRecorded() throws Exception {
        Path file = folder.resolve("records.jsonl");
        try (var server = PackagedServer.start(Map.of("PONDER_SIM_ENABLED", "true", "PONDER_SIM_FIRST_TOKEN", "1MS",
                "PONDER_SIM_TOKEN_DELAY", "0S", "PONDER_RECORD_FILE", file.toString(),
                "PONDER_STRATEGIES_SELF_CONSISTENCY_SAMPLES", "7", "QUARKUS_SHUTDOWN_DELAY", "0S"), "--http_port=0")) {
            var client = new PonderClient(server.address());
            for (String strategy : STRATEGIES) {
                HttpReply reply = client.chat("""
                        {"model": "%s-sim", "messages": [{"role": "user", "content": "What is 17*23?"}]}"""
                        .formatted(strategy));
                assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
            }
            server.terminate();
            server.exitCode();
        }

        List<String> records = Files.readAllLines(file);
        assertThat(records).hasSize(STRATEGIES.size());
        String asksSomethingElse = records.get(0).replaceFirst("What is 17\\*23\\?", "What is 17*25?");
        Files.writeString(file, asksSomethingElse + "\n", StandardOpenOption.APPEND);
        try (var replay = PackagedServer.start(Map.of(), "--replay", file.toString())) {
            assertThat(replay.exitCode()).as(replay.log()).isEqualTo(1);
            assertThat(replay.log()).doesNotContain("Listening on")
                    .containsOnlyOnce(": different result").contains("was not recorded, unlike call 1");
            assertThat(replay.log().lines().filter(line -> line.endsWith(": same result"))).hasSize(STRATEGIES.size());
        }
    }
}
