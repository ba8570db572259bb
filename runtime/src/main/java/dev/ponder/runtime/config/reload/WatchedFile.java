package dev.ponder.runtime.config.reload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A file, and what was read from it last. While its present content is wrong or cannot be read, the earlier value stays. A
 * {@link FileWatcher} creates and checks it.
 *
 * <p>Threads: {@link #value} and {@link #fault} are volatile reads, for any thread.
 *
 * @param <T> what the file contains
 */
public final class WatchedFile<T> {

    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private final String property;
    private final Path file;
    private final Function<String, T> parser;
    private volatile T value;
    private volatile @Nullable String fault;
    /** Digests, because the file may contain secrets. */
    private byte[] used;
    private byte @Nullable [] seen;

    /** What a check found. */
    enum Check {
        /** The content that is in use. */
        UNCHANGED,
        /** Other content than at the last check, which may still be written to. */
        CHANGING,
        /** Other content, which is in use now. */
        APPLIED,
        /** Content that is wrong, or none. */
        REJECTED,
        /** Content that was rejected before. */
        STILL_REJECTED,
        /** The content that is in use, after other content was rejected. */
        RESTORED
    }

    /** Reads the file for the first time; throws {@link IllegalArgumentException} with what is wrong with it. */
    WatchedFile(String property, Path file, Function<String, T> parser) {
        this.property = property;
        this.file = file;
        this.parser = parser;
        try {
            byte[] content = read();
            this.used = digest(content);
            this.value = parsed(content);
        } catch (IOException e) {
            throw new IllegalArgumentException(unreadable(e));
        }
    }

    /** What was read last without a fault. */
    public T value() {
        return value;
    }

    /** What is wrong with the present content, with property and file; empty if that content is in use. */
    public Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    /** The property that names the file. */
    public String property() {
        return property;
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /** Reads the file again. New content is used when two checks have read it, because a write may take a while. */
    Check check() {
        byte[] content;
        try {
            content = read();
        } catch (IOException e) {
            seen = null;
            return rejected(unreadable(e));
        }
        byte[] digest = digest(content);
        if (MessageDigest.isEqual(digest, used)) {
            seen = null;
            boolean restored = fault != null;
            fault = null;
            return restored ? Check.RESTORED : Check.UNCHANGED;
        }
        if (seen == null || !MessageDigest.isEqual(digest, seen)) {
            seen = digest;
            return Check.CHANGING;
        }
        try {
            value = parsed(content);
        } catch (IllegalArgumentException wrong) {
            return rejected(String.valueOf(wrong.getMessage()));
        }
        used = digest;
        seen = null;
        fault = null;
        return Check.APPLIED;
    }

    private Check rejected(String message) {
        boolean known = message.equals(fault);
        fault = message;
        return known ? Check.STILL_REJECTED : Check.REJECTED;
    }

    /** Messages of other exceptions than {@link IllegalArgumentException} may quote the file, so they are not shown. */
    private T parsed(byte[] content) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(named() + " is not in UTF-8 (expected a text file)");
        }
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(named() + ": " + wrong.getMessage());
        } catch (RuntimeException defect) {
            throw new IllegalArgumentException(named() + " cannot be used: " + defect.getClass().getName());
        }
    }

    private byte[] read() throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            byte[] bytes = content.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("more than " + MAX_BYTES + " bytes");
            }
            return bytes;
        }
    }

    private String unreadable(IOException e) {
        return named() + " cannot be read (expected a file that this process may read, of at most "
                + MAX_BYTES / 1024 / 1024 + " MB): " + e.getClass().getSimpleName();
    }

    private String named() {
        return property + ": '" + file + "'";
    }

    private static byte[] digest(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
