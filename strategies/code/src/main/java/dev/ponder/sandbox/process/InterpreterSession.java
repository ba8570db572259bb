package dev.ponder.sandbox.process;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import dev.ponder.sandbox.spi.CodeSession;
import dev.ponder.sandbox.spi.PythonProgram;
import dev.ponder.sandbox.spi.RunResult;
import dev.ponder.sandbox.spi.RunResult.Status;

/** The programs of one request, and their interpreter. The pool guards all fields but the volatile one. */
final class InterpreterSession implements CodeSession {

    final Deque<Job> jobs = new ArrayDeque<>();
    Phase phase = Phase.NEW;
    boolean over;
    volatile @Nullable Interpreter interpreter;
    private final InterpreterPool pool;
    /** Whether a program was executed; used by one worker thread at a time. */
    private boolean ran;

    enum Phase {
        /** It has no interpreter. */
        NEW,
        /** It waits until it may have one. */
        WAITING,
        /** A worker thread starts its interpreter or runs its programs. */
        RUNNING,
        /** Its interpreter waits for the next program. */
        IDLE
    }

    /** A program, or none if the interpreter is only to be started. */
    record Job(@Nullable PythonProgram program, CompletableFuture<RunResult> result) {}

    InterpreterSession(InterpreterPool pool) {
        this.pool = pool;
    }

    @Override
    public void prepare() {
        pool.submit(this, new Job(null, new CompletableFuture<>()));
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored")
    public CompletableFuture<RunResult> run(PythonProgram program) {
        var job = new Job(program, new CompletableFuture<>());
        job.result().whenComplete((result, cancelled) -> {
            if (cancelled != null) {
                kill();
            }
        });
        pool.submit(this, job);
        return job.result();
    }

    @Override
    public void close() {
        pool.end(this);
    }

    void kill() {
        Interpreter own = interpreter;
        if (own != null) {
            own.kill();
        }
    }

    /** Runs a program, in a new interpreter if the last one ended. Blocks. */
    void execute(Job job) {
        if (job.result().isDone()) {
            return;
        }
        try {
            Interpreter current = interpreter;
            boolean fresh = current == null || !current.alive();
            Interpreter mine = current == null || fresh ? pool.start(this) : current;
            PythonProgram program = job.program();
            if (program != null && !job.result().isDone()) {
                boolean lost = fresh && ran;
                ran = true;
                job.result().complete(mine.run(program).withStateLost(lost));
            }
        } catch (IOException | RuntimeException e) {
            job.result().complete(InterpreterPool.failed(Status.UNAVAILABLE, String.valueOf(e.getMessage())));
        }
    }
}
