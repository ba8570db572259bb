package dev.ponder.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.error.RequestException;
import dev.ponder.sandbox.SandboxConfig.Type;
import dev.ponder.sandbox.bubblewrap.BubblewrapSandbox;
import dev.ponder.sandbox.bubblewrap.ProgramLimits;
import dev.ponder.sandbox.process.PoolLimits;
import dev.ponder.sandbox.spi.CodeSandbox;
import dev.ponder.sandbox.wasm.WasmSandbox;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * The sandbox of this server: the first that works, chosen at the first use. A failure is remembered for a minute only, because a busy
 * machine may be its cause. Thread-safe.
 */
@Singleton
public class CodeSandboxes {

    private static final long RETRY_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int KILO = 1024;

    private final List<CodeSandbox> candidates;
    private final Duration timeout;
    private volatile @Nullable Selection selection;

    /**
     * What was chosen.
     *
     * @param sandbox the sandbox; empty if none works
     * @param reason why those that were tried before it do not work; empty if the first one works
     * @param nanos when it was chosen
     */
    private record Selection(Optional<CodeSandbox> sandbox, String reason, long nanos) {

        private boolean valid() {
            return sandbox.isPresent() || System.nanoTime() - nanos < RETRY_NANOS;
        }
    }

    @Inject
    CodeSandboxes(SandboxConfig config) {
        this(of(config, task -> Infrastructure.getDefaultWorkerPool().execute(task)), config.timeout());
    }

    private CodeSandboxes(List<CodeSandbox> candidates, Duration timeout) {
        this.candidates = List.copyOf(candidates);
        this.timeout = timeout;
    }

    /**
     * A choice among these sandboxes.
     *
     * @param timeout the most time of a program
     */
    public static CodeSandboxes of(Duration timeout, CodeSandbox... candidates) {
        return new CodeSandboxes(List.of(candidates), timeout);
    }

    private static List<CodeSandbox> of(SandboxConfig config, Executor workers) {
        var pool = new PoolLimits(Math.max(1, config.concurrency()), config.startTimeout(), config.outputKb() * KILO);
        var candidates = new ArrayList<CodeSandbox>();
        if (config.type() != Type.WASM) {
            candidates.add(new BubblewrapSandbox(Path.of(config.bubblewrap()), Path.of(config.python()),
                    new ProgramLimits(config.memoryMb(), (int) config.cpuTime().toSeconds(), config.processes(),
                            config.filesMb()),
                    pool, workers));
        }
        if (config.type() != Type.BUBBLEWRAP) {
            candidates.add(new WasmSandbox(config.javaHome().map(Path::of), config.memoryMb(), pool, workers));
        }
        return candidates;
    }

    /**
     * The sandbox. The first call sets it up and tries whether it isolates programs, which takes seconds. Blocks; for worker threads.
     * Fails with 403 if none works, with what the operator can do about it.
     */
    public CodeSandbox selected() {
        Selection current = selection;
        if (current == null || !current.valid()) {
            current = select();
        }
        String reason = current.reason();
        return current.sandbox().orElseThrow(() -> RequestException.forbidden(null,
                "this server cannot run programs: " + reason));
    }

    private synchronized Selection select() {
        Selection current = selection;
        if (current != null && current.valid()) {
            return current;
        }
        var reasons = new ArrayList<String>();
        Optional<CodeSandbox> found = candidates.stream().filter(candidate -> {
            Optional<String> reason = candidate.unavailable();
            reason.ifPresent(text -> reasons.add("sandbox " + candidate.name() + ": " + text));
            return reason.isEmpty();
        }).findFirst();
        Selection made = new Selection(found, String.join("; ", reasons), System.nanoTime());
        selection = made;
        return made;
    }

    /** The most time of a program. */
    public Duration timeout() {
        return timeout;
    }

    /** The name of the sandbox, or why there is none; empty before the first use. Does not block. */
    public Optional<String> state() {
        Selection current = selection;
        return current == null
                ? Optional.empty()
                : Optional.of(current.sandbox().map(CodeSandbox::name).orElse("none: " + current.reason()));
    }

    @PreDestroy
    void close() {
        candidates.forEach(CodeSandbox::close);
    }
}
