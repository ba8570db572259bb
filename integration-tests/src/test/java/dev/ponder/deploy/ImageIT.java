package dev.ponder.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.ponder.support.Repository;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.PonderClient;

/** The Dockerfile matches the packaged application; the package of this module has the same layout as the server's. */
class ImageIT {

    private static final Path PACKAGED = Path.of("target/quarkus-app");
    private static final long WAIT_SECONDS = 180;

    @TempDir
    private Path folder;

    @Test
    void copiesWhatTheBuildCreates() {
        assertThat(copies()).hasSize(4).allSatisfy(copy -> {
            String[] words = copy.split(" ");
            assertThat(words[0]).isEqualTo("--chown=0:0");
            assertThat(words[1]).startsWith("src/target/quarkus-app/");
            assertThat(matches(words[1].substring("src/".length()))).as(words[1]).isNotEmpty();
        });
    }

    @Test
    void copiesAllOfIt() throws IOException {
        List<String> copied = copies().stream().map(copy -> copy.split(" ")[1])
                .map(source -> source.substring("src/target/quarkus-app/".length())).toList();
        try (Stream<Path> made = Files.list(PACKAGED)) {
            assertThat(made.map(path -> path.getFileName().toString())
                    .map(name -> name.endsWith(".jar") ? "*.jar" : name + "/")
                    .filter(name -> !name.equals("quarkus-app-dependencies.txt/")).distinct())
                    .containsExactlyInAnyOrderElementsOf(copied);
        }
    }

    @Test
    void usesTheCacheThatItCreates() {
        assertThat(Dockerfile.command("RUN")).contains("-XX:AOTCacheOutput=ponder.aot", "--train");
        assertThat(Dockerfile.instructions("COPY")).filteredOn(copy -> copy.startsWith("--from=training")).hasSize(1)
                .allMatch(copy -> copy.endsWith(Dockerfile.instruction("WORKDIR") + "/ponder.aot ./"));
        assertThat(Dockerfile.command("ENTRYPOINT")).contains("-XX:AOTCache=ponder.aot");
    }

    @Test
    void runsAsANumberThatIsNotRoot() {
        assertThat(Dockerfile.instruction("USER")).matches("[1-9]\\d+");
    }

    @Test
    void containsNoSettings() {
        assertThat(Dockerfile.instructions("ENV")).isEmpty();
        assertThat(Dockerfile.instruction("ARG")).startsWith("JAVA_IMAGE=");
    }

    @Test
    void excludesEverythingElseFromTheContext() {
        assertThat(Repository.text(".dockerignore").lines().filter(line -> !line.startsWith("#")))
                .containsExactly("*", "!src/target/quarkus-app/*");
    }

    /** Its commands, as another user in a read-only tree without a shell; stops as an engine stops it. */
    @Test
    void startsWithItsCacheAsAnotherUserInAReadOnlyTree() throws Exception {
        Optional<Path> java = ImageTree.java25();
        Assumptions.assumeTrue(java.isPresent(), "no JDK 25 in /usr/lib/jvm, and none runs this test");
        Assumptions.assumeTrue(ImageTree.isPossible(), "bubblewrap is not installed, or may not create namespaces");
        ImageTree tree = ImageTree.create(java.get(), PACKAGED, folder.resolve("ponder"));

        train(tree);
        var environment = Map.of("PONDER_SIM_ENABLED", "true", "QUARKUS_HTTP_HOST", "127.0.0.1", "QUARKUS_HTTP_PORT",
                "0", "QUARKUS_SHUTDOWN_DELAY", "0S",
                // This mode fails if the cache does not match
                "JAVA_TOOL_OPTIONS", "-XX:AOTMode=on");
        var command = tree.run(Dockerfile.instruction("USER"), environment, Dockerfile.command("ENTRYPOINT"));
        try (var server = PackagedServer.start(command)) {
            var client = new PonderClient(server.address());

            assertThat(client.send("GET", "/q/health/ready", "").status()).isEqualTo(200);
            assertThat(client.chat(Chat.ask("re2-sim")).status()).isEqualTo(200);
            server.terminateContained();
            assertThat(server.exitCode()).as(server.log()).isIn(0, 143);
            assertThat(server.log()).contains("stopped in").doesNotContain("WARN", "ERROR", "Permission denied");
        }
    }

    private void train(ImageTree tree) throws IOException, InterruptedException {
        var command = new ArrayList<>(Dockerfile.command("RUN"));
        // A short training run
        command.addAll(1, List.of("-Dponder.warmup.requests=40", "-Dponder.warmup.timeout=30S"));
        Path log = folder.resolve("training.log");
        Process training = tree.build(command).redirectOutput(log.toFile()).start();
        try {
            assertThat(training.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)).as("ends").isTrue();
        } finally {
            training.destroyForcibly();
        }
        assertThat(training.exitValue()).as(Files.readString(log, StandardCharsets.UTF_8)).isZero();
        assertThat(log).content().doesNotContain("ERROR", "warm-up ended");
    }

    /** From the build; one more instruction copies the cache from the stage that creates it. */
    private static List<String> copies() {
        return Dockerfile.instructions("COPY").stream().filter(copy -> !copy.startsWith("--from=")).toList();
    }

    private static List<Path> matches(String source) {
        Path path = Path.of(source);
        try (Stream<Path> files = Files.list(source.endsWith("/") ? path : path.getParent())) {
            var pattern = FileSystems.getDefault()
                    .getPathMatcher("glob:" + (source.endsWith("/") ? path + "/*" : path));
            return files.filter(pattern::matches).toList();
        } catch (IOException missing) {
            return List.of();
        }
    }
}
