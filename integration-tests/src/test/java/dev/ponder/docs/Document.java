package dev.ponder.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of the repository, parts of which follow from the code. With {@code -Ddocs.write} they are written, else checked. */
public final class Document {

    private static final boolean WRITE = System.getProperty("docs.write") != null;

    private final Path path;

    public Document(String name) {
        this.path = root().resolve(name);
    }

    /** The top of the checkout, found from wherever the build runs a module's tests. */
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole page must be this. */
    public void is(String expected) {
        hold(expected);
    }

    /** What stands between two markers must be this. */
    void holds(String begin, String end, String expected) {
        String page = read(path);
        int from = page.indexOf(begin);
        int to = page.indexOf(end, from + begin.length());
        assertThat(from).as("'%s' in %s", begin, path).isNotNegative();
        assertThat(to).as("'%s' after it", end).isNotNegative();
        hold(page.substring(0, from + begin.length()) + expected + page.substring(to));
    }

    private void hold(String expected) {
        try {
            if (WRITE) {
                Files.writeString(path, expected);
            }
            assertThat(Files.exists(path) ? Files.readString(path) : "")
                    .as("%s follows from the code; ./mvnw verify -Ddocs.write writes it anew", path.getFileName())
                    .isEqualTo(expected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
