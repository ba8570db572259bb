package dev.ponder.sandbox.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Starts an isolated process that executes {@link #driver()}, with its errors in its output. */
@FunctionalInterface
public interface InterpreterCommand {

    /** Starts the process. Blocks. Fails if it cannot be started. */
    Process start() throws IOException;

    /** The Python program that reads requests from standard input and runs the programs in them. */
    static String driver() {
        return resource("driver.py") + "\n\nserve()\n";
    }

    /** A text beside this class. */
    static String resource(String name) {
        try (InputStream in = InterpreterCommand.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + ": missing (expected it as a resource beside "
                        + InterpreterCommand.class.getName() + ")");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
