package dev.ponder.strategies.z3.child;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import com.microsoft.z3.Global;
import com.microsoft.z3.Version;
import com.microsoft.z3.Z3Exception;

import dev.ponder.strategies.z3.process.SolverRequest;
import dev.ponder.strategies.z3.process.SolverResult;
import dev.ponder.strategies.z3.process.SolverResult.Failed;
import dev.ponder.strategies.z3.process.SolverResult.Fault;
import dev.ponder.strategies.z3.smtlib.InvalidScriptException;
import dev.ponder.strategies.z3.smtlib.SmtScript;

/**
 * The main class of a solver process. It loads the native library, waits for one request on standard input, writes the result to
 * standard output and ends. It also ends when no request arrives in time, and at the time limit of the
 * request, even if the server that would kill it is gone.
 */
public final class SolverMain {

    /** Fits into the pipe, so that the process can end before the server reads the result. */
    private static final int MAX_RESULT_BYTES = 48 * 1024;
    private static final long MAX_IDLE_SECONDS = 120;
    private static final Path OUT_OF_MEMORY_SCORE = Path.of("/proc/self/oom_score_adj");
    private static final String FIRST_VICTIM = "1000";

    private SolverMain() {
    }

    /** Solves one script. */
    public static void main(String... arguments) throws IOException {
        beFirstVictimOfLowMemory();
        Optional<SolverResult> failure = loadFailure();
        ScheduledExecutorService idle = endAfter(MAX_IDLE_SECONDS);
        SolverRequest request;
        try (var in = new DataInputStream(new FileInputStream(FileDescriptor.in))) {
            request = SolverRequest.readFrom(in);
        }
        idle.shutdownNow();
        endAfter(Math.max(0, request.timeout().toSeconds()) + 1);
        byte[] result = bytes(failure.orElseGet(() -> solve(request)));
        if (result.length > MAX_RESULT_BYTES) {
            result = bytes(new Failed(Fault.INVALID, "The script asks for too many values. Ask only for the values that"
                    + " answer the question."));
        }
        try (var out = new FileOutputStream(FileDescriptor.out)) {
            out.write(result);
        }
        Runtime.getRuntime().halt(0);
    }

    /** When the container runs out of memory, Linux ends this process and not the server. */
    private static void beFirstVictimOfLowMemory() {
        try {
            Files.writeString(OUT_OF_MEMORY_SCORE, FIRST_VICTIM);
        } catch (IOException otherSystem) {
            // Linux only, and optional
        }
    }

    private static Optional<SolverResult> loadFailure() {
        try {
            Version.getString();
            return Optional.empty();
        } catch (LinkageError | RuntimeException e) {
            return Optional.of(new Failed(Fault.UNAVAILABLE, "the native library of Z3 cannot be loaded: " + e));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private static ScheduledExecutorService endAfter(long seconds) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "idle");
            thread.setDaemon(true);
            return thread;
        });
        timer.schedule(() -> Runtime.getRuntime().halt(0), seconds, TimeUnit.SECONDS);
        return timer;
    }

    private static SolverResult solve(SolverRequest request) {
        try {
            Global.setParameter("memory_max_size", String.valueOf(request.memoryMegabytes()));
            SmtScript script = SmtScript.parse(request.script());
            return new ScriptSolver(request.timeout().multipliedBy(9).dividedBy(10)).solve(script);
        } catch (InvalidScriptException e) {
            return new Failed(Fault.INVALID, String.valueOf(e.getMessage()));
        } catch (Z3Exception e) {
            String message = String.valueOf(e.getMessage()).strip();
            return new Failed(message.contains("out of memory") ? Fault.MEMORY : Fault.INVALID, message);
        } catch (OutOfMemoryError | StackOverflowError e) {
            return new Failed(Fault.MEMORY, "The script needs too much memory.");
        }
    }

    private static byte[] bytes(SolverResult result) throws IOException {
        var bytes = new ByteArrayOutputStream();
        SolverResult.write(result, new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
