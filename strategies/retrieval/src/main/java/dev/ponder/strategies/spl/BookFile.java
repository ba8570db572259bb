package dev.ponder.strategies.spl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The files of a directory, one for each client. Methods block. A file is replaced at once, so that a crash leaves the old or
 * the new one.
 */
record BookFile(Path directory, int maxBytes, int maxFiles) {

    private static final Logger LOG = Logger.getLogger(BookFile.class);
    private static final ObjectMapper JSON = new ObjectMapper()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final String SUFFIX = ".json";

    /** The book of a client; empty if there is no file, or it cannot be read. */
    StrategyBook read(String client) {
        Path file = file(client);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > maxBytes) {
                return StrategyBook.EMPTY;
            }
            StrategyBook book = JSON.readValue(file.toFile(), StrategyBook.class);
            return book == null ? StrategyBook.EMPTY : book;
        } catch (IOException | RuntimeException unreadable) {
            LOG.warnf("%s cannot be read, so nothing is known for this client (%s)", file,
                    unreadable.getClass().getSimpleName());
            return StrategyBook.EMPTY;
        }
    }

    void write(String client, StrategyBook book) {
        try {
            Files.createDirectories(directory);
            Path file = file(client);
            if (!Files.exists(file)) {
                dropOldest();
            }
            Path temporary = Files.createTempFile(directory, "book", ".tmp");
            Files.write(temporary, json(book));
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            LOG.warnf("%s: what was learned cannot be stored (%s; see ponder.strategies.spl.directory)", directory,
                    failed.getClass().getSimpleName());
        }
    }

    private byte[] json(StrategyBook book) throws IOException {
        StrategyBook kept = book;
        byte[] json = JSON.writeValueAsBytes(kept);
        while (json.length > maxBytes && !kept.hasNone()) {
            kept = kept.withoutWorst();
            json = JSON.writeValueAsBytes(kept);
        }
        return json;
    }

    private void dropOldest() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> books = files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted(Comparator.comparingLong(file -> file.toFile().lastModified())).toList();
            for (int i = 0; i <= books.size() - maxFiles; i++) {
                Files.deleteIfExists(books.get(i));
            }
        }
    }

    void delete(String client) {
        try {
            Files.deleteIfExists(file(client));
        } catch (IOException failed) {
            LOG.warnf("%s cannot be deleted (%s)", file(client), failed.getClass().getSimpleName());
        }
    }

    /** Names of clients are hexadecimal hashes; anything else would be no name of a file. */
    private Path file(String client) {
        if (client.isEmpty() || !client.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
            throw new IllegalArgumentException("client: " + client.length() + " characters (expected a hash)");
        }
        return directory.resolve(client + SUFFIX);
    }
}
