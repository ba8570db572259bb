package dev.ponder.runtime.config.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.ponder.runtime.concurrent.ThreadOffload;
import dev.ponder.runtime.metrics.ReloadMetrics;
import dev.ponder.testing.VirtualTime;

class FileWatcherTest {

    private static final String PROPERTY = "ponder.numbers-file";
    private static final Duration SECONDS = FileWatcher.INTERVAL.plus(FileWatcher.SETTLING);

    @TempDir
    Path folder;

    private final VirtualTime time = new VirtualTime();
    private final List<String> metrics = new ArrayList<>();
    private final FileWatcher watcher = new FileWatcher(time, new ThreadOffload(Runnable::run), new ReloadMetrics() {

        @Override
        public void watched(String property, BooleanSupplier used) {
            metrics.add("watched " + property);
        }

        @Override
        public void reloaded(String property, boolean used) {
            metrics.add((used ? "used " : "rejected ") + property);
        }

        @Override
        public void changed(String setting) {
            metrics.add("changed " + setting);
        }
    });
    private final List<Integer> changes = new ArrayList<>();

    private WatchedFile<Integer> watch(Path file) {
        return watcher.watch(PROPERTY, file, text -> Integer.valueOf(text.strip()), changes::add);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("numbers"), text);
    }

    @Test
    void newContentIsUsedWithinSeconds() throws IOException {
        WatchedFile<Integer> watched = watch(file("1"));
        assertThat(watched.value()).isEqualTo(1);

        file("2");
        time.advance(SECONDS);

        assertThat(watched.value()).isEqualTo(2);
        assertThat(changes).containsExactly(2);
        assertThat(metrics).containsExactly("watched " + PROPERTY, "used " + PROPERTY);
        time.advance(Duration.ofMinutes(1));
        assertThat(changes).containsExactly(2);
    }

    /** Kubernetes updates a volume by renaming a symbolic link to the folder of the new version. */
    @Test
    void aReplacedLinkIsAChange() throws IOException {
        for (String version : List.of("1", "2")) {
            Files.writeString(Files.createDirectory(folder.resolve("..v" + version)).resolve("numbers"), version);
        }
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..v1"));
        Path file = Files.createSymbolicLink(folder.resolve("numbers"), Path.of("..data/numbers"));
        WatchedFile<Integer> watched = watch(file);
        assertThat(watched.value()).isEqualTo(1);

        Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("..v2"));
        Files.move(folder.resolve("..data_tmp"), folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        time.advance(SECONDS);

        assertThat(watched.value()).isEqualTo(2);
    }

    @Test
    void contentThatIsStillWrittenWaits() throws IOException {
        WatchedFile<Integer> watched = watch(file("1"));
        file("2");
        time.advance(FileWatcher.INTERVAL);
        file("23");
        time.advance(FileWatcher.SETTLING);
        assertThat(watched.value()).isEqualTo(1);

        time.advance(FileWatcher.SETTLING);
        assertThat(watched.value()).isEqualTo(23);
        assertThat(changes).containsExactly(23);
    }

    @Test
    void wrongContentKeepsTheValueAndIsReportedOnce() throws IOException {
        WatchedFile<Integer> watched = watch(file("1"));
        file("one");
        time.advance(Duration.ofMinutes(1));

        assertThat(watched.value()).isEqualTo(1);
        assertThat(watched.fault()).hasValueSatisfying(
                fault -> assertThat(fault).contains(PROPERTY, folder.resolve("numbers").toString(), "one"));
        assertThat(changes).isEmpty();
        assertThat(metrics).containsExactly("watched " + PROPERTY, "rejected " + PROPERTY);

        file("1");
        time.advance(SECONDS);
        assertThat(watched.fault()).isEmpty();

        file("3");
        time.advance(SECONDS);
        assertThat(changes).containsExactly(3);
    }

    @Test
    void aMissingFileKeepsTheValue() throws IOException {
        WatchedFile<Integer> watched = watch(file("1"));
        Files.delete(folder.resolve("numbers"));
        time.advance(SECONDS);

        assertThat(watched.value()).isEqualTo(1);
        assertThat(watched.fault()).hasValueSatisfying(
                fault -> assertThat(fault).contains("cannot be read", "NoSuchFileException"));

        file("4");
        time.advance(SECONDS);
        assertThat(watched.value()).isEqualTo(4);
        assertThat(watched.fault()).isEmpty();
    }

    @Test
    void theMessagesOfDefectsAreNotShown() throws IOException {
        WatchedFile<Integer> watched = watcher.watch(PROPERTY, file("1"), text -> {
            if (text.contains("secret")) {
                throw new IllegalStateException(text);
            }
            return 1;
        }, changes::add);
        file("a secret");
        time.advance(SECONDS);

        assertThat(watched.fault()).hasValueSatisfying(
                fault -> assertThat(fault).contains("IllegalStateException").doesNotContain("secret"));
    }

    @Test
    void aWrongFileAtTheStartIsAnError() throws IOException {
        Path wrong = file("one");
        assertThatIllegalArgumentException().isThrownBy(() -> watch(wrong))
                .withMessageContaining(PROPERTY).withMessageContaining(wrong.toString());
        Path missing = folder.resolve("missing");
        assertThatIllegalArgumentException().isThrownBy(() -> watch(missing))
                .withMessageContaining(missing.toString());
        assertThat(watcher.files()).isEmpty();
        assertThat(time.waiting()).isZero();
    }

    @Test
    void noTimerRunsAfterTheEnd() throws IOException {
        watch(file("1"));
        time.advance(SECONDS);
        watcher.close();

        assertThat(time.waiting()).isZero();
    }
}
