package dev.ponder.sandbox.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.ponder.sandbox.spi.CodeSession;
import dev.ponder.sandbox.spi.PythonProgram;
import dev.ponder.sandbox.spi.RunResult;

/** What a sandbox is tried with before its first use: harmless attempts to leave it, none of which may succeed. */
public final class EscapeAttempts {

    private static final String ATTEMPTS = InterpreterCommand.resource("attempts.py");
    private static final Duration TIME = Duration.ofSeconds(30);
    private static final int MAX_REASON = 500;

    private EscapeAttempts() {
    }

    /**
     * Why the sandbox must not be used; empty if it holds. Blocks.
     *
     * @param memoryMb the memory that a program may take
     * @param processes the number of processes that a program may start
     * @param environment the names of the variables that a program may see
     */
    public static Optional<String> failed(CodeSession session, int memoryMb, int processes, Set<String> environment) {
        try (CodeSession own = session;
                ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String values = "PORT = " + server.getLocalPort() + "\nMEMORY_MB = " + memoryMb + "\nPROCESSES = "
                    + processes
                    + "\nALLOWED = " + environment.stream().sorted().map(name -> "'" + name + "'")
                            .collect(Collectors.joining(", ", "set([", "])"))
                    + "\n";
            RunResult result = own.run(PythonProgram.of(values + ATTEMPTS, TIME)).join();
            if (!result.ok()) {
                return Optional.of(shortened((result.output() + " " + result.error()).strip()));
            }
            String escapes = String.join(", ", result.output().strip().lines().toList());
            return escapes.isEmpty() ? Optional.empty() : Optional.of("it does not isolate: " + shortened(escapes));
        } catch (IOException e) {
            return Optional.of("no loopback port to try it with: " + e.getMessage());
        }
    }

    private static String shortened(String text) {
        return text.length() <= MAX_REASON ? text : "..." + text.substring(text.length() - MAX_REASON);
    }
}
