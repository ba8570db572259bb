package dev.ponder.sandbox.wasm;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.ponder.sandbox.process.EscapeAttempts;
import dev.ponder.sandbox.process.InterpreterCommand;
import dev.ponder.sandbox.process.InterpreterPool;
import dev.ponder.sandbox.process.PoolLimits;
import dev.ponder.sandbox.spi.CodeSandbox;
import dev.ponder.sandbox.spi.CodeSession;

/** Runs CPython as WebAssembly in a Java process, which knows nothing of the server. Needs Java 25. */
public final class WasmSandbox implements CodeSandbox {

    private static final int FEATURE = 25;
    private static final String MAIN = "dev.ponder.sandbox.wasm.child.WasmPythonMain";
    /** Compiled for Java 11, unlike the others in the jar. */
    private static final List<String> CLASSES = List.of("io.trino.wasm.python.PythonMachine",
            "run.endive.runtime.Instance", "run.endive.wasm.WasmModule");
    private static final List<String> OPTIONS = List.of("-Xss8m", "-XX:+UseSerialGC", "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError", "-XX:+SuppressFatalErrorMessage", "-XX:-CreateCoredumpOnCrash",
            "-XX:TieredStopAtLevel=1", "-Xshare:auto");
    /** What the dynamic linker needs. Nothing else of the server's environment is passed on. */
    private static final Set<String> ENVIRONMENT = Set.of("LD_LIBRARY_PATH", "PATH", "SystemRoot");
    /** Variables that are part of the module. */
    private static final Set<String> BUILT_IN = Set.of("TERM", "PYTHONDONTWRITEBYTECODE");
    /** Of WebAssembly: the module allows no more. */
    private static final int MEMORY_MB = 64;

    private final Path javaHome;
    private final boolean chosen;
    private final int heapMb;
    private final InterpreterPool pool;
    private volatile @Nullable List<String> command;

    /**
     * A sandbox that is set up when it is asked whether it is {@link #unavailable()}.
     *
     * @param javaHome home of a Java 25; empty for the Java of the server
     * @param heapMb maximum heap of its process in megabytes
     */
    public WasmSandbox(Optional<Path> javaHome, int heapMb, PoolLimits processes, Executor workers) {
        this.javaHome = javaHome.orElseGet(() -> Path.of(System.getProperty("java.home")));
        this.chosen = javaHome.isPresent();
        this.heapMb = Math.max(256, heapMb);
        this.pool = new InterpreterPool(this::start, processes, workers);
    }

    @Override
    public String name() {
        return "wasm";
    }

    @Override
    public synchronized Optional<String> unavailable() {
        if (!chosen && Runtime.version().feature() < FEATURE) {
            return Optional.of("it needs Java " + FEATURE + ", and the server runs on Java "
                    + Runtime.version().feature()
                    + " (run the server on Java " + FEATURE + ", or set ponder.sandbox.java-home to the home of one)");
        }
        try {
            command = command();
        } catch (IOException | ReflectiveOperationException e) {
            return Optional.of(e + " (expected the jar trino-wasm-python, and Java " + FEATURE + " at " + javaHome
                    + ", which ponder.sandbox.java-home names)");
        }
        return EscapeAttempts.failed(pool.open(), MEMORY_MB, 0, BUILT_IN);
    }

    private List<String> command() throws IOException, ReflectiveOperationException {
        Path java = Stream.of("java", "java.exe").map(name -> javaHome.resolve("bin").resolve(name))
                .filter(Files::isExecutable).findFirst()
                .orElseThrow(() -> new IOException("there is no Java at " + javaHome));
        var classPath = new ArrayList<>(List.of(location(WasmSandbox.class).toString()));
        for (String name : CLASSES) {
            classPath.add(location(Class.forName(name, false, WasmSandbox.class.getClassLoader())).toString());
        }
        var all = new ArrayList<>(List.of(java.toString(), "-Xmx" + heapMb + "m"));
        all.addAll(OPTIONS);
        all.addAll(List.of("-cp", String.join(System.getProperty("path.separator"), classPath), MAIN));
        return List.copyOf(all);
    }

    private static Path location(Class<?> type) throws IOException {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            throw new IOException(type.getName() + ": in no jar or folder");
        }
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException | RuntimeException e) {
            throw new IOException(source.getLocation() + ": no jar or folder", e);
        }
    }

    private Process start() throws IOException {
        List<String> current = command;
        if (current == null) {
            throw new IOException("the sandbox is not set up");
        }
        var builder = new ProcessBuilder(current).redirectErrorStream(true);
        builder.environment().keySet().retainAll(ENVIRONMENT);
        Process process = builder.start();
        byte[] driver = InterpreterCommand.driver().replace("\n\nserve()\n", "\n").getBytes(StandardCharsets.UTF_8);
        OutputStream out = process.getOutputStream();
        out.write((driver.length + "\n").getBytes(StandardCharsets.US_ASCII));
        out.write(driver);
        out.flush();
        return process;
    }

    @Override
    public String environment() {
        return "Python 3.13 with most of its standard library, but without threads and processes, and " + MEMORY_MB
                + " MB of memory";
    }

    @Override
    public CodeSession open() {
        return pool.open();
    }

    @Override
    public void close() {
        pool.close();
    }
}
