package dev.ponder.sandbox.bubblewrap;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

import dev.ponder.sandbox.process.EscapeAttempts;
import dev.ponder.sandbox.process.InterpreterCommand;
import dev.ponder.sandbox.process.InterpreterPool;
import dev.ponder.sandbox.process.PoolLimits;
import dev.ponder.sandbox.spi.CodeSandbox;
import dev.ponder.sandbox.spi.CodeSession;

/** Runs the system's Python in namespaces of Linux, set up by bubblewrap. */
public final class BubblewrapSandbox implements CodeSandbox {

    private final Path bwrap;
    private final Path python;
    private final ProgramLimits limits;
    private final InterpreterPool pool;
    private volatile @Nullable InterpreterCommand command;
    private volatile String environment = "Python";

    /**
     * A sandbox that is set up when it is asked whether it is {@link #unavailable()}.
     *
     * @param bwrap the program bubblewrap
     * @param python the interpreter to run
     */
    public BubblewrapSandbox(Path bwrap, Path python, ProgramLimits limits, PoolLimits processes, Executor workers) {
        this.bwrap = bwrap;
        this.python = python;
        this.limits = limits;
        this.pool = new InterpreterPool(this::start, processes, workers);
    }

    @Override
    public String name() {
        return "bubblewrap";
    }

    @Override
    public synchronized Optional<String> unavailable() {
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
            return Optional.of("bubblewrap runs on Linux only");
        }
        try {
            PythonInstallation installation = PythonInstallation.of(python);
            command = BubblewrapCommand.create(bwrap, installation, limits);
            environment = installation.description();
        } catch (IOException e) {
            return Optional.of(e.getMessage() + " (expected Python at " + python
                    + "; install the package python3, or set ponder.sandbox.python)");
        }
        return EscapeAttempts.failed(pool.open(), limits.memoryMb(), limits.processes(),
                BubblewrapCommand.ENVIRONMENT.keySet());
    }

    @Override
    public String environment() {
        return environment;
    }

    @Override
    public CodeSession open() {
        return pool.open();
    }

    @Override
    public void close() {
        pool.close();
    }

    private Process start() throws IOException {
        InterpreterCommand current = command;
        if (current == null) {
            throw new IOException("the sandbox is not set up");
        }
        return current.start();
    }
}
