package dev.ponder.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training run creates a class-data archive, and the packaged application can use it. {@link ImageIT} uses an AOT cache. */
class StartupCacheIT {

    private static final String JAR = Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath().toString();
    private static final List<String> SHORT = List.of("-Dponder.warmup.requests=4", "-Dponder.warmup.timeout=120S");
    private static final long WAIT_SECONDS = 180;

    @TempDir
    private Path folder;

    @Test
    void classDataArchive() throws Exception {
        Path java = java(Path.of(System.getProperty("java.home")));
        Path archive = folder.resolve("ponder.jsa");

        assertThat(run(java, "-XX:ArchiveClassesAtExit=" + archive, "--train")).doesNotContain("ERROR",
                "warm-up ended");

        assertThat(archive).isNotEmptyFile();
        assertThat(run(java, "-XX:SharedArchiveFile=" + archive + " -Xshare:on", "--version")).contains("ponder ");
    }

    private String run(Path java, String options, String flag) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(java.toString()));
        command.addAll(List.of(options.split(" ")));
        command.addAll(SHORT);
        command.addAll(List.of("-jar", JAR, flag));
        Path log = folder.resolve(flag + ".log");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            assertThat(process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)).as("ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(log, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    private static Path java(Path home) {
        return home.resolve("bin/java");
    }
}
