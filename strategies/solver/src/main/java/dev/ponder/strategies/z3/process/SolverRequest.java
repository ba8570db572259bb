package dev.ponder.strategies.z3.process;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What a solver process reads from its standard input. Immutable.
 *
 * @param script the text in SMT-LIB
 * @param timeout the time for all questions of the script
 * @param memoryMegabytes the most memory that the solver may allocate
 */
public record SolverRequest(String script, Duration timeout, int memoryMegabytes) {

    /** Reads what {@link #writeTo} wrote; the timeout is what is left of it. */
    public static SolverRequest readFrom(DataInputStream in) throws IOException {
        Duration timeout = Duration.ofMillis(in.readLong() - System.currentTimeMillis());
        int memoryMegabytes = in.readInt();
        return new SolverRequest(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8), timeout,
                memoryMegabytes);
    }

    void writeTo(DataOutputStream out) throws IOException {
        byte[] text = script.getBytes(StandardCharsets.UTF_8);
        out.writeLong(System.currentTimeMillis() + timeout.toMillis());
        out.writeInt(memoryMegabytes);
        out.writeInt(text.length);
        out.write(text);
        out.flush();
    }
}
