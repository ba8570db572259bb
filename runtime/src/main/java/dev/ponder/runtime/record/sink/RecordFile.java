package dev.ponder.runtime.record.sink;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** Appends records to a file, and begins a new one when it is full. A file that a failure closed is opened again. */
public final class RecordFile implements RecordSink {

    private final Path file;
    private final long maxSize;
    private final int maxFiles;
    private @Nullable FileChannel open;

    /**
     * A file. It is opened with the first record.
     *
     * @param maxSize in bytes; a larger record has a file of its own
     * @param maxFiles the number of files that are kept, at least 1
     */
    public RecordFile(Path file, long maxSize, int maxFiles) {
        this.file = file.toAbsolutePath();
        this.maxSize = maxSize;
        this.maxFiles = maxFiles;
    }

    @Override
    public String name() {
        return file.toString();
    }

    /** Creates the file, so that a wrong path is noticed at start-up. */
    public void open() throws IOException {
        channel();
    }

    @Override
    public void write(List<byte[]> lines) throws IOException {
        try {
            long size = channel().size();
            var pending = new ByteArrayOutputStream();
            for (byte[] line : lines) {
                if (size > 0 && size + line.length + 1 > maxSize) {
                    append(pending);
                    rotate();
                    size = 0;
                }
                pending.write(line);
                pending.write('\n');
                size += line.length + 1L;
            }
            append(pending);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private void append(ByteArrayOutputStream pending) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(pending.toByteArray());
        while (bytes.hasRemaining()) {
            channel().write(bytes);
        }
        pending.reset();
    }

    private FileChannel channel() throws IOException {
        FileChannel channel = open;
        if (channel == null) {
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
            channel = created();
            open = channel;
        }
        return channel;
    }

    private FileChannel created() throws IOException {
        var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? FileChannel.open(file, options,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : FileChannel.open(file, options);
    }

    private void rotate() throws IOException {
        close();
        if (maxFiles == 1) {
            Files.deleteIfExists(file);
            return;
        }
        for (int i = maxFiles - 1; i > 0; i--) {
            Path older = i == 1 ? file : numbered(i - 1);
            if (Files.exists(older)) {
                Files.move(older, numbered(i), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private Path numbered(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    @Override
    public void close() throws IOException {
        FileChannel channel = open;
        open = null;
        if (channel != null) {
            channel.close();
        }
    }
}
