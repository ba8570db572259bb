package dev.ponder.sandbox.spi;

import java.util.Optional;

/**
 * Runs Python programs that nobody trusts. A program must not reach files, processes, environment or network of the server, and
 * its time, memory and output are limited. Thread-safe.
 */
public interface CodeSandbox extends AutoCloseable {

    /** The name in configuration and health checks, such as {@code bubblewrap}. */
    String name();

    /**
     * Why the sandbox cannot be used on this system, with the package to install or the property to set; empty if it can. Tries
     * attempts to escape, so it takes seconds. Blocks; for worker threads.
     */
    Optional<String> unavailable();

    /** What a program finds, in one sentence for a model: the version of Python and the libraries. */
    String environment();

    /** A new session without a process. Does not block. */
    CodeSession open();

    /** Ends all sessions. */
    @Override
    void close();
}
