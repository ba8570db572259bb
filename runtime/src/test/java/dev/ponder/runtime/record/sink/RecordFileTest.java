package dev.ponder.runtime.record.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFileTest {

    @TempDir
    Path folder;

    private static void write(RecordFile file, String... lines) throws IOException {
        file.write(Stream.of(lines).map(line -> line.getBytes(UTF_8)).toList());
    }

    private String content(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    @Test
    void appendsALineForEachRecord() throws IOException {
        try (var file = new RecordFile(folder.resolve("new/records.jsonl"), 1000, 3)) {
            write(file, "{1}", "{2}");
        }
        try (var again = new RecordFile(folder.resolve("new/records.jsonl"), 1000, 3)) {
            write(again, "{3}");
        }

        assertThat(content("new/records.jsonl")).isEqualTo("{1}\n{2}\n{3}\n");
    }

    @Test
    void beginsANewFileWhenTheOldOneIsFull() throws IOException {
        try (var file = new RecordFile(folder.resolve("r"), 8, 3)) {
            write(file, "{1}", "{2}", "{3}");
            write(file, "{4}", "{5}", "{larger than a file}", "{6}");
        }

        assertThat(content("r")).isEqualTo("{6}\n");
        assertThat(content("r.1")).isEqualTo("{larger than a file}\n");
        assertThat(content("r.2")).isEqualTo("{5}\n");
        assertThat(folder.resolve("r.3")).doesNotExist();
    }

    @Test
    void keepsOneFileIfItMayHaveNoMore() throws IOException {
        try (var file = new RecordFile(folder.resolve("r"), 8, 1)) {
            write(file, "{1}", "{2}", "{3}");
        }

        assertThat(content("r")).isEqualTo("{3}\n");
        assertThat(folder.resolve("r.1")).doesNotExist();
    }

    @Test
    void onlyTheOwnerCanReadIt() throws IOException {
        Assumptions.assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        try (var file = new RecordFile(folder.resolve("r"), 8, 2)) {
            write(file, "{1}", "{2}", "{3}");
        }

        for (String name : List.of("r", "r.1")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void failsWhereItCannotWriteAndRecovers() throws IOException {
        Path parent = folder.resolve("parent");
        Files.writeString(parent, "a file instead of a folder");
        try (var file = new RecordFile(parent.resolve("r"), 100, 2)) {
            assertThatThrownBy(() -> write(file, "{1}")).isInstanceOf(IOException.class);
            Files.delete(parent);
            write(file, "{2}");
        }

        assertThat(content("parent/r")).isEqualTo("{2}\n");
    }
}
