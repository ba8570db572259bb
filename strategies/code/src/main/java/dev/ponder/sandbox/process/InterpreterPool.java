package dev.ponder.sandbox.process;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import dev.ponder.sandbox.process.InterpreterSession.Job;
import dev.ponder.sandbox.process.InterpreterSession.Phase;
import dev.ponder.sandbox.spi.CodeSession;
import dev.ponder.sandbox.spi.RunResult;
import dev.ponder.sandbox.spi.RunResult.Status;

/**
 * The sessions of all requests and their interpreters, of which only so many exist at the same time. An interpreter stays with its
 * session between two programs; if others wait, the one that was idle for the longest time is ended. Thread-safe.
 */
public final class InterpreterPool implements AutoCloseable {

    private final InterpreterCommand command;
    private final PoolLimits limits;
    private final Executor workers;
    private final Set<InterpreterSession> idle = new LinkedHashSet<>();
    private final Set<InterpreterSession> waiting = new LinkedHashSet<>();
    private final Set<InterpreterSession> open = new LinkedHashSet<>();
    private int interpreters;
    private boolean closed;
    private @Nullable ExecutorService starter;

    /** A pool without interpreters; the programs run on these worker threads. */
    public InterpreterPool(InterpreterCommand command, PoolLimits limits, Executor workers) {
        this.command = command;
        this.limits = limits;
        this.workers = workers;
    }

    /** A new session without an interpreter. */
    public CodeSession open() {
        return new InterpreterSession(this);
    }

    static RunResult failed(Status status, String reason) {
        return RunResult.failed(status, "", false, reason, Duration.ZERO);
    }

    void submit(InterpreterSession session, Job job) {
        boolean begin = false;
        boolean wait = false;
        synchronized (this) {
            if (closed || session.over) {
                job.result().complete(failed(Status.UNAVAILABLE, "the session is closed"));
                return;
            }
            open.add(session);
            session.jobs.add(job);
            if (session.phase == Phase.NEW || session.phase == Phase.IDLE) {
                begin = enter(session);
                if (!begin && job.program() == null) {
                    session.jobs.clear();
                } else if (!begin) {
                    session.phase = Phase.WAITING;
                    wait = waiting.add(session);
                }
            }
        }
        if (begin) {
            workers.execute(() -> drain(session));
        } else if (wait && job.program() != null) {
            CompletableFuture.delayedExecutor(job.program().timeout().toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> expire(session, job));
        }
    }

    /** Whether the session may have an interpreter now, if need be instead of an idle one. */
    private synchronized boolean enter(InterpreterSession session) {
        if (!idle.remove(session)) {
            if (interpreters < limits.interpreters()) {
                interpreters++;
            } else if (!idle.isEmpty()) {
                InterpreterSession longest = idle.iterator().next();
                idle.remove(longest);
                longest.phase = Phase.NEW;
                longest.kill();
            } else {
                return false;
            }
        }
        session.phase = Phase.RUNNING;
        return true;
    }

    private void drain(InterpreterSession session) {
        for (Job job = next(session); job != null; job = next(session)) {
            session.execute(job);
        }
    }

    /** The next program of the session; without one, the session becomes idle or gives its place to another one. */
    private @Nullable Job next(InterpreterSession session) {
        InterpreterSession successor;
        synchronized (this) {
            Job job = session.over ? null : session.jobs.poll();
            if (job != null) {
                return job;
            }
            Interpreter own = session.interpreter;
            boolean keeps = !session.over && !closed && own != null && own.alive();
            if (keeps && waiting.isEmpty()) {
                session.phase = Phase.IDLE;
                idle.add(session);
                return null;
            }
            session.kill();
            session.phase = Phase.NEW;
            successor = leave();
        }
        begin(successor);
        return null;
    }

    /** Frees the place of an interpreter: for the session that waited longest, if there is one. */
    private synchronized @Nullable InterpreterSession leave() {
        if (waiting.isEmpty()) {
            interpreters--;
            return null;
        }
        InterpreterSession first = waiting.iterator().next();
        waiting.remove(first);
        first.phase = Phase.RUNNING;
        return first;
    }

    private void begin(@Nullable InterpreterSession successor) {
        if (successor != null) {
            workers.execute(() -> drain(successor));
        }
    }

    private void expire(InterpreterSession session, Job job) {
        synchronized (this) {
            if (!waiting.contains(session) || !session.jobs.remove(job)) {
                return;
            }
            if (session.jobs.isEmpty()) {
                waiting.remove(session);
                session.phase = Phase.NEW;
            }
        }
        job.result().complete(failed(Status.BUSY, "all " + limits.interpreters() + " sandboxes were busy"));
    }

    /** Closes a session. */
    void end(InterpreterSession session) {
        List<Job> left;
        InterpreterSession successor = null;
        synchronized (this) {
            session.over = true;
            open.remove(session);
            left = new ArrayList<>(session.jobs);
            session.jobs.clear();
            waiting.remove(session);
            if (idle.remove(session)) {
                session.phase = Phase.NEW;
                successor = leave();
            }
            session.kill();
        }
        left.forEach(job -> job.result().complete(failed(Status.UNAVAILABLE, "the session is closed")));
        begin(successor);
    }

    /** A process for the session, whose start ends at once if the session is closed. Blocks. */
    Interpreter start(InterpreterSession session) throws IOException {
        Interpreter started;
        try {
            started = Interpreter.of(CompletableFuture.supplyAsync(this::process, starter()).join(),
                    limits.outputBytes());
        } catch (CompletionException e) {
            throw new IOException(String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()), e);
        }
        synchronized (this) {
            session.interpreter = started;
            if (session.over || closed) {
                started.kill();
            }
        }
        started.awaitReady(limits.start());
        return started;
    }

    private Process process() {
        try {
            return command.start();
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    /** One thread that lives as long as the pool, because Linux ends a process with the thread that started it if asked to. */
    private synchronized ExecutorService starter() throws IOException {
        if (closed) {
            throw new IOException("the server stops");
        }
        if (starter == null) {
            starter = Executors.newSingleThreadExecutor(task -> {
                var thread = new Thread(task, "ponder-sandbox");
                thread.setDaemon(true);
                return thread;
            });
        }
        return starter;
    }

    @Override
    public void close() {
        List<InterpreterSession> sessions;
        synchronized (this) {
            closed = true;
            sessions = List.copyOf(open);
        }
        sessions.forEach(this::end);
        synchronized (this) {
            if (starter != null) {
                starter.shutdown();
            }
        }
    }
}
