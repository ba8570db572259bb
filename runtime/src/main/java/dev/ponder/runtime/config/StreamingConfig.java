package dev.ponder.runtime.config;

import java.time.Duration;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** Streaming of responses. */
@ConfigGroup
public interface StreamingConfig {

    /** Emulated streams: streams of strategies that choose among complete answers. */
    EmulationConfig emulation();

    /**
     * How long the status line of an event stream waits for the first chunk. An error within this time has its own HTTP
     * status; a later error is an event in the stream.
     */
    @WithDefault("3S")
    Duration commitGrace();

    /** Keep-alives of event streams. */
    KeepAliveConfig keepAlive();

    /**
     * Whether the connection is closed after the error event of a stream. For clients that ignore error events and
     * would accept a truncated answer as complete.
     */
    @WithDefault("false")
    boolean abortAfterError();

    /**
     * How long a client may read nothing while data is waiting for it. Then the connection is closed and the upstream
     * calls are cancelled. Zero: no timeout.
     */
    @WithDefault("2M")
    Duration slowReaderTimeout();

    /**
     * Whether streams report the progress of strategies: as SSE comments ({@code comment}) or as reasoning
     * ({@code reasoning}). A request may set it in {@code ponder.progress}.
     */
    @WithDefault("off")
    ProgressMode progress();

    /** Emulated streams. */
    @ConfigGroup
    interface EmulationConfig {

        /**
         * Whether streams are emulated for strategies that choose among complete answers. With {@code false}, a
         * streaming request for such a strategy is rejected with 400 {@code streaming_unsupported}.
         */
        @WithDefault("true")
        boolean enabled();

        /**
         * Whether a request may enable emulation by {@code ponder.stream_emulation} where the server or the strategy
         * disables it. A request may always disable emulation for itself.
         */
        @WithDefault("false")
        boolean clientOverride();

        /**
         * Size of the chunks of an emulated stream: single words, single characters, or the text as a whole (in chunks
         * of at most 32 KB). A long text has longer chunks, so that it has about 1,000.
         */
        @WithDefault("words")
        Chunking chunking();

        /** Delay before each text chunk of an emulated stream. */
        @WithDefault("0S")
        Duration pace();
    }

    /** Keep-alives. */
    @ConfigGroup
    interface KeepAliveConfig {

        /** Form of keep-alives: an SSE comment, an empty chunk, or none. */
        @WithDefault("comment")
        KeepAliveForm form();

        /** Idle time of a stream after which a keep-alive is sent. */
        @WithDefault("10S")
        @Range(min = 1)
        Duration interval();
    }

    /** Chunk sizes of an emulated stream. */
    enum Chunking {
        /** The whole text, in chunks of at most 32 KB. */
        WHOLE,
        /** Word by word. */
        WORDS,
        /** Character by character. */
        CHARACTERS
    }

    /** Forms of keep-alive. */
    enum KeepAliveForm {
        /** An SSE comment, which clients ignore. */
        COMMENT,
        /** A chunk with an empty delta, for clients whose idle timeout ignores comments. */
        CHUNK,
        /** No keep-alives. */
        OFF
    }

    /** Forms of progress reports. */
    enum ProgressMode {
        /** No progress reports. */
        OFF,
        /** SSE comments, which clients ignore. */
        COMMENT,
        /** Reasoning, which clients show separately from the answer. */
        REASONING
    }
}
