package dev.ponder.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.ponder.support.Repository;

/** A page of the repository with parts generated from code. With {@code -Ddocs.write} they are written, otherwise checked. */
public final class Document {

    private static final boolean WRITE = System.getProperty("docs.write") != null;

    private final Path path;

    public Document(String name) {
        this.path = Repository.top().resolve(name);
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Checks or writes the whole page. */
    public void is(String expected) {
        hold(expected);
    }

    /** Checks or writes the text between two markers. */
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
                    .as("%s is generated from the code; run ./mvnw verify -Ddocs.write to update it",
                            path.getFileName())
                    .isEqualTo(expected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
