package dev.ponder.runtime.config;

import java.time.Duration;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** How answers are streamed. */
@ConfigGroup
public interface StreamingConfig {

    /** Streams of strategies that choose among complete answers. */
    EmulationConfig emulation();

    /** How long the status line waits for the first part of an answer, so that an early failure has its true status. */
    @WithDefault("3S")
    Duration commitGrace();

    /** Signs of life while nothing else is sent. */
    KeepAliveConfig keepAlive();

    /**
     * Whether the connection breaks off behind the error of a stream that had begun, for clients that pass over such
     * events and would take half an answer for a whole one.
     */
    @WithDefault("false")
    boolean abortAfterError();

    /** How long a client may take nothing of what waits for it before it is given up; zero for ever. */
    @WithDefault("2M")
    Duration slowReaderTimeout();

    /** What a stream tells of a strategy's progress. */
    @WithDefault("off")
    ProgressMode progress();

    /** Emulated streams. */
    @ConfigGroup
    interface EmulationConfig {

        /** Whether a stream of such a strategy is emulated; otherwise it is refused with 400. */
        @WithDefault("true")
        boolean enabled();

        /** In what pieces the text is sent. */
        @WithDefault("words")
        Chunking chunking();

        /** Wait between two pieces. */
        @WithDefault("0S")
        Duration pace();
    }

    /** Keep-alive. */
    @ConfigGroup
    interface KeepAliveConfig {

        /** Its form. */
        @WithDefault("comment")
        KeepAliveForm form();

        /** How long a stream may be silent before one is sent. */
        @WithDefault("10S")
        Duration interval();
    }

    /** Pieces of an emulated stream. */
    enum Chunking {
        /** All at once, split only where an event would grow beyond its limit. */
        WHOLE,
        /** Word by word. */
        WORDS,
        /** Character by character. */
        CHARACTERS
    }

    /** Forms of keep-alive. */
    enum KeepAliveForm {
        /** An SSE comment, which clients skip. */
        COMMENT,
        /** A chunk with an empty delta, for clients that count events. */
        CHUNK,
        /** None. */
        OFF
    }

    /** Forms of progress. */
    enum ProgressMode {
        /** None. */
        OFF,
        /** SSE comments. */
        COMMENT,
        /** Reasoning that clients show apart from the answer. */
        REASONING
    }
}
