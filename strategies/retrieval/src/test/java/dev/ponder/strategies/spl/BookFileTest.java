package dev.ponder.strategies.spl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BookFileTest {

    private static final StrategyBook BOOK = StrategyBook.EMPTY
            .plus(ProblemType.WORD_PROBLEM, "1. Read twice.", 10)
            .plus(ProblemType.WORD_PROBLEM, "1. Draw a picture.", 10)
            .credited(ProblemType.WORD_PROBLEM, List.of("s2"), true)
            .credited(ProblemType.WORD_PROBLEM, List.of(), false);

    @TempDir
    Path directory;

    @Test
    void readsWhatItWrote() throws IOException {
        var files = new BookFile(directory.resolve("books"), 10_000, 10);
        files.write("0a", BOOK);

        assertThat(files.read("0a")).isEqualTo(BOOK);
        assertThat(files.read("0b")).isEqualTo(StrategyBook.EMPTY);
        try (var left = Files.list(directory.resolve("books"))) {
            assertThat(left).hasSize(1);
        }
        files.delete("0a");
        assertThat(files.read("0a")).isEqualTo(StrategyBook.EMPTY);
    }

    @Test
    void aLargeBookIsWrittenWithoutItsWorstStrategies() {
        StrategyBook large = BOOK;
        for (int i = 0; i < 20; i++) {
            large = large.plus(ProblemType.CODING_PROBLEM, i + " " + "x".repeat(500), 100)
                    .credited(ProblemType.CODING_PROBLEM, List.of("s" + (i + 3)), i == 7);
        }
        var files = new BookFile(directory, 4000, 10);
        files.write("0a", large);
        StrategyBook read = files.read("0a");

        assertThat(directory.resolve("0a.json").toFile().length()).isBetween(1000L, 4000L);
        assertThat(read.chapter(ProblemType.CODING_PROBLEM).strategies())
                .anyMatch(strategy -> strategy.text().startsWith("7 ")).hasSizeLessThan(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"next\": \"x\"}", "{\"chapters\": null}", "{\"next\": 1}"})
    void anUnreadableFileIsNoFailure(String content) throws IOException {
        Files.writeString(directory.resolve("0a.json"), content);

        assertThat(new BookFile(directory, 1000, 10).read("0a").hasNone()).isTrue();
    }

    @Test
    void theOldestFileIsDropped() {
        var files = new BookFile(directory, 1000, 2);
        for (String client : new String[]{"0a", "0b", "0c"}) {
            files.write(client, BOOK);
            assertThat(directory.resolve(client + ".json").toFile().setLastModified(client.charAt(1) * 1000L)).isTrue();
        }

        assertThat(files.read("0a").hasNone()).isTrue();
        assertThat(files.read("0b").hasNone()).isFalse();
        assertThat(files.read("0c").hasNone()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../x", "a/b", "A", "0a.json"})
    void aNameThatIsNoHashIsNoFile(String client) {
        assertThatThrownBy(() -> new BookFile(directory, 1000, 2).read(client))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
