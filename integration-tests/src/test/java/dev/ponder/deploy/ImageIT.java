package dev.ponder.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.ponder.support.Repository;

/** The Dockerfile matches the packaged application; the package of this module has the same layout as the server's. */
class ImageIT {

    private static final List<String> LINES = Repository.text("src/main/docker/Dockerfile.jvm").lines().toList();

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
        try (Stream<Path> made = Files.list(Path.of("target/quarkus-app"))) {
            assertThat(made.map(path -> path.getFileName().toString())
                    .map(name -> name.endsWith(".jar") ? "*.jar" : name + "/")
                    .filter(name -> !name.equals("quarkus-app-dependencies.txt/")).distinct())
                    .containsExactlyInAnyOrderElementsOf(copied);
        }
    }

    @Test
    void usesTheCacheThatItCreates() {
        assertThat(instructions("RUN")).hasSize(1).first().asString().contains("-XX:AOTCacheOutput=ponder.aot",
                " --train");
        assertThat(instructions("COPY")).filteredOn(copy -> copy.startsWith("--from=training")).hasSize(1)
                .allMatch(copy -> copy.endsWith("/ponder.aot ./"));
        assertThat(instructions("ENTRYPOINT")).hasSize(1)
                .allMatch(entry -> entry.contains("\"-XX:AOTCache=ponder.aot\""));
    }

    @Test
    void runsAsANumberThatIsNotRoot() {
        assertThat(instructions("USER")).hasSize(1).allMatch(user -> user.matches("[1-9]\\d+"));
    }

    @Test
    void containsNoSettings() {
        assertThat(instructions("ENV")).isEmpty();
        assertThat(instructions("ARG")).isEmpty();
    }

    @Test
    void excludesEverythingElseFromTheContext() {
        assertThat(Repository.text(".dockerignore").lines().filter(line -> !line.startsWith("#")))
                .containsExactly("*", "!src/target/quarkus-app/*");
    }

    private static List<String> instructions(String name) {
        return LINES.stream().filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1)).toList();
    }

    /** From the build; one more instruction copies the cache from the stage that creates it. */
    private static List<String> copies() {
        return instructions("COPY").stream().filter(copy -> !copy.startsWith("--from=")).toList();
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
