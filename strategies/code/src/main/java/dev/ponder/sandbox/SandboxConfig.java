package dev.ponder.sandbox;

import java.time.Duration;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the sandboxes in which strategies run programs. */
@ConfigMapping(prefix = "ponder.sandbox")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface SandboxConfig {

    /** Which sandbox runs the programs of strategies. */
    enum Type {
        /** The first of the others that works on this system, in this order. */
        AUTO,
        /** The system's Python in namespaces of Linux, set up by bubblewrap. */
        BUBBLEWRAP,
        /** CPython as WebAssembly in a Java process. Needs Java 25. */
        WASM
    }

    /**
     * The sandbox that runs the programs of strategies: {@code bubblewrap}, {@code wasm}, or {@code auto} for the first of the two
     * that works on this system.
     */
    @WithDefault("auto")
    Type type();

    /** Path of the Python that bubblewrap runs. Programs see its standard library and the packages that are installed for it. */
    @WithDefault("/usr/bin/python3")
    String python();

    /** Path of bubblewrap. */
    @WithDefault("/usr/bin/bwrap")
    String bubblewrap();

    /**
     * Home of a Java 25 or later, which runs the sandbox {@code wasm}. Without a value, the Java of the server is used, if it is that
     * new.
     */
    Optional<String> javaHome();

    /** Maximum time of one program. The program and all its processes are ended at this limit. */
    @WithDefault("10S")
    Duration timeout();

    /** Maximum time in which an interpreter must have started. */
    @WithDefault("30S")
    Duration startTimeout();

    /** Maximum processor time of each process of a session, which may run several programs. */
    @WithDefault("60S")
    Duration cpuTime();

    /**
     * Maximum memory of each process of a program in megabytes. In the sandbox {@code wasm}, programs have 64 megabytes, and this is the
     * heap of their Java process.
     */
    @WithDefault("512")
    int memoryMb();

    /** Maximum number of processes and threads of a program. The sandbox {@code wasm} has neither. */
    @WithDefault("4")
    int processes();

    /** Maximum size of all files that a program writes, in megabytes. They are in memory, and gone when the request ends. */
    @WithDefault("32")
    int filesMb();

    /** How much of the output of a program is kept, in kilobytes. */
    @WithDefault("64")
    int outputKb();

    /**
     * Maximum number of interpreters at the same time, for all requests. Other programs wait, for at most the timeout of a
     * program.
     */
    @WithDefault("4")
    int concurrency();
}
