package dev.ponder.runtime.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.WithDefault;

/**
 * Records of requests: one JSON object for each, with its conversation, stages, calls, answers, usage and outcome. Off by
 * default: set a file, an address, or both. Caution: records contain the texts of clients and models.
 */
@ConfigGroup
public interface RecordConfig {

    /**
     * File to which records are appended as JSON lines. It is created, readable by its owner alone. Servers that share a
     * folder need a file each, for example one with the host's name in it.
     */
    Optional<Path> file();

    /** Size at which the file is renamed to {@code <file>.1} and a new one is begun. */
    @WithDefault("100M")
    @Range(min = 1)
    MemorySize maxFileSize();

    /** Maximum number of files, the current one included. The oldest is deleted. */
    @WithDefault("10")
    @Range(min = 1)
    int maxFiles();

    /** Records by HTTP. */
    HttpConfig http();

    /**
     * Patterns of texts that are replaced by {@code [redacted:<name>]}: regular expressions of Java, by a name of your
     * choice. They apply to all texts of a record.
     */
    @ConfigDocMapKey("name")
    Map<String, String> redact();

    /** Whether texts that look like API keys and bearer tokens are replaced by {@code [redacted:key]}. */
    @WithDefault("true")
    boolean redactKeys();

    /**
     * Maximum size of a record, which is one line. A larger one leaves out the texts of its calls, and if that is not
     * enough, those of the client and the answer; it says so in {@code truncated}, and cannot be replayed.
     */
    @WithDefault("4M")
    @Range(min = 4096)
    MemorySize maxSize();

    /**
     * Maximum memory for texts of requests that run and of records that wait to be written, at one byte for a character. When
     * it is full, records are truncated or dropped, and counted in {@code ponder.records.dropped}.
     */
    @WithDefault("64M")
    @Range(min = 1)
    MemorySize maxMemory();

    /** Maximum time for which a shutdown waits until the waiting records are written. */
    @WithDefault("5S")
    Duration flushTimeout();

    /**
     * Whether the texts of requests without a strategy are recorded. Such a request is then not relayed byte by byte, but
     * answered as by a strategy. Otherwise its record has no texts.
     */
    @WithDefault("false")
    boolean plainTexts();

    /** Whether records are written. */
    default boolean enabled() {
        return file().isPresent() || http().url().isPresent();
    }

    /** Records by HTTP. */
    @ConfigGroup
    interface HttpConfig {

        /** Address to which records are sent by POST, as JSON lines ({@code application/x-ndjson}). */
        Optional<String> url();

        /** Headers of these requests, such as {@code authorization}. */
        @ConfigDocMapKey("name")
        Map<String, String> headers();

        /** Maximum time of one request. */
        @WithDefault("10S")
        @Range(min = 1)
        Duration timeout();

        /** How often a failed request is repeated, with a growing delay, before its records are dropped. */
        @WithDefault("3")
        int retries();
    }
}
