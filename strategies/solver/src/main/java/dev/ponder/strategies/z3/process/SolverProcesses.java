package dev.ponder.strategies.z3.process;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import dev.ponder.strategies.z3.process.SolverResult.Failed;
import dev.ponder.strategies.z3.process.SolverResult.Fault;

/**
 * Solves each script in a process of its own. So many processes run at the same time; other scripts wait in order, for at most
 * their timeout. One more process may be started in advance. Thread-safe.
 */
public final class SolverProcesses implements Solver {

    private final int limit;
    private final Executor workers;
    private final Object unpacking = new Object();
    private final Deque<Job> waiting = new ArrayDeque<>();
    private final Set<Job> running = new HashSet<>();
    private @Nullable SolverCommand command;
    private @Nullable SolverProcess spare;
    private boolean starting;
    private volatile boolean closed;
    private volatile @Nullable String unavailable;

    /** A script, from its arrival to its result. */
    private static final class Job {

        private final SolverRequest request;
        private final CompletableFuture<SolverResult> result = new CompletableFuture<>();
        private volatile @Nullable SolverProcess process;

        private Job(SolverRequest request) {
            this.request = request;
        }

        private void end() {
            SolverProcess own = process;
            if (own != null) {
                own.kill();
            }
        }
    }

    /** At most so many processes, started on these worker threads. */
    public SolverProcesses(int limit, Executor workers) {
        this.limit = limit;
        this.workers = workers;
    }

    @Override
    public Optional<String> unavailable() {
        return Optional.ofNullable(unavailable);
    }

    @Override
    public void prepare() {
        synchronized (this) {
            if (closed || starting || spare != null || running.size() >= limit || unavailable != null) {
                return;
            }
            starting = true;
        }
        workers.execute(this::startSpare);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored")
    public CompletableFuture<SolverResult> solve(SolverRequest request) {
        var job = new Job(request);
        job.result.whenComplete((result, cancelled) -> leave(job));
        if (enter(job)) {
            workers.execute(() -> run(job));
        } else {
            CompletableFuture.delayedExecutor(request.timeout().toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> expire(job));
        }
        return job.result;
    }

    /** Whether the job may run now. */
    private synchronized boolean enter(Job job) {
        if (closed) {
            job.result.complete(new Failed(Fault.CRASHED, "the server stops"));
            return false;
        }
        if (running.size() < limit) {
            return running.add(job);
        }
        waiting.add(job);
        return false;
    }

    private void expire(Job job) {
        boolean stillWaiting;
        synchronized (this) {
            stillWaiting = waiting.remove(job);
        }
        if (stillWaiting) {
            job.result.complete(new Failed(Fault.BUSY, "all " + limit + " solver processes were busy"));
        }
    }

    private void leave(Job job) {
        job.end();
        Job next = null;
        synchronized (this) {
            waiting.remove(job);
            if (running.remove(job) && !closed) {
                next = waiting.poll();
                if (next != null) {
                    running.add(next);
                }
            }
        }
        if (next != null) {
            Job begun = next;
            workers.execute(() -> run(begun));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private void run(Job job) {
        if (job.result.isDone()) {
            return;
        }
        try {
            SolverProcess process = sent(job);
            process.result(job.request.timeout()).thenAccept(result -> complete(job, result));
        } catch (IOException | RuntimeException e) {
            boolean never = unavailable != null;
            job.result.complete(new Failed(never ? Fault.UNAVAILABLE : Fault.BUSY, String.valueOf(e.getMessage())));
        }
    }

    private void complete(Job job, SolverResult result) {
        if (result instanceof Failed failed && failed.fault() == Fault.UNAVAILABLE) {
            unavailable = failed.message();
        }
        job.result.complete(result);
    }

    /** A process that has the request: the spare one if there is one, which may have ended by now. */
    private SolverProcess sent(Job job) throws IOException {
        SolverProcess prepared = takeSpare();
        if (prepared != null && prepared.alive()) {
            try {
                return sent(job, prepared);
            } catch (IOException ended) {
                prepared.kill();
            }
        }
        return sent(job, started());
    }

    private static SolverProcess sent(Job job, SolverProcess process) throws IOException {
        job.process = process;
        if (job.result.isDone()) {
            job.end();
        }
        process.send(job.request);
        return process;
    }

    private void startSpare() {
        try {
            SolverProcess started = started();
            if (!keep(started)) {
                started.kill();
            }
        } catch (IOException | RuntimeException e) {
            // The next script starts its own process, and reports why that fails
        } finally {
            synchronized (this) {
                starting = false;
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private synchronized boolean keep(SolverProcess started) {
        if (closed || spare != null) {
            return false;
        }
        spare = started;
        started.onExit().thenRun(() -> forget(started));
        return true;
    }

    private synchronized void forget(SolverProcess ended) {
        if (spare == ended) {
            spare = null;
        }
    }

    private synchronized @Nullable SolverProcess takeSpare() {
        SolverProcess taken = spare;
        spare = null;
        return taken;
    }

    /** A new process. If it cannot be started, the libraries may be gone, and are unpacked again. */
    private SolverProcess started() throws IOException {
        SolverCommand current = command();
        try {
            return new SolverProcess(current.start());
        } catch (IOException e) {
            forget(current);
            return new SolverProcess(command().start());
        }
    }

    private void forget(SolverCommand failed) {
        synchronized (unpacking) {
            if (command == failed) {
                failed.delete();
                command = null;
            }
        }
    }

    private SolverCommand command() throws IOException {
        synchronized (unpacking) {
            if (closed) {
                throw new IOException("the server stops");
            }
            if (command == null) {
                command = unpacked();
            }
            return command;
        }
    }

    /** A platform without the libraries, or a server without a folder for them, does not get them later. */
    private SolverCommand unpacked() throws IOException {
        try {
            return SolverCommand.create();
        } catch (IOException e) {
            unavailable = String.valueOf(e.getMessage());
            throw e;
        }
    }

    @Override
    public void close() {
        Set<Job> open = new HashSet<>();
        synchronized (this) {
            closed = true;
            open.addAll(running);
            open.addAll(waiting);
        }
        open.forEach(job -> job.result.complete(new Failed(Fault.CRASHED, "the server stops")));
        SolverProcess prepared = takeSpare();
        if (prepared != null) {
            prepared.kill();
        }
        synchronized (unpacking) {
            if (command != null) {
                command.delete();
                command = null;
            }
        }
    }
}
