package dev.ponder.strategies.z3.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The command that starts a solver process, and the folder with the native libraries that it loads. The server unpacks the libraries
 * once, in a new folder of its own; a process that is killed leaves no files behind. Blocks; for worker threads.
 */
final class SolverCommand {

    private static final String MAIN = "dev.ponder.strategies.z3.child.SolverMain";
    private static final List<String> CLASSES = List.of("com.microsoft.z3.Version",
            "tools.aqua.turnkey.support.TurnKey");
    private static final String METADATA = "turnkey.xml";
    /** A small heap, since the solver's memory is native; no files, no compiler threads, and a deep stack for nested terms. */
    private static final List<String> OPTIONS = List.of("-Xmx64m", "-Xss64m", "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-XX:+ExitOnOutOfMemoryError",
            "-XX:+SuppressFatalErrorMessage", "-XX:-CreateCoredumpOnCrash", "-Xshare:auto");
    private static final int NATIVE_ACCESS = 22;
    /** What the dynamic linker needs. Nothing else of the server's environment is passed on: it holds keys and Java options. */
    private static final Set<String> ENVIRONMENT = Set.of("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PATH", "SystemRoot");

    private final Path folder;
    private final List<String> command;
    private final Thread atExit;

    private SolverCommand(Path folder, List<String> command) {
        this.folder = folder;
        this.command = command;
        this.atExit = new Thread(() -> delete(folder), "delete-solver-libraries");
    }

    /** Unpacks the native libraries. Fails if the platform has none, or there is no folder for temporary files. */
    static SolverCommand create() throws IOException {
        Path folder = Files.createTempDirectory(Path.of(System.getProperty("java.io.tmpdir")), "ponder-z3-");
        try {
            List<String> classPath = new ArrayList<>(List.of(unpack(folder).toString(),
                    location(SolverCommand.class).toString()));
            for (String name : CLASSES) {
                classPath.add(location(Class.forName(name, false, SolverCommand.class.getClassLoader())).toString());
            }
            var created = new SolverCommand(folder, command(folder, classPath));
            Runtime.getRuntime().addShutdownHook(created.atExit);
            return created;
        } catch (IOException | ReflectiveOperationException | RuntimeException e) {
            delete(folder);
            throw new IOException("the solver cannot be started: " + e, e);
        }
    }

    private static List<String> command(Path folder, List<String> classPath) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        if (Runtime.version().feature() >= NATIVE_ACCESS) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.add("-Djava.io.tmpdir=" + folder);
        command.add("-cp");
        command.add(String.join(System.getProperty("path.separator"), classPath));
        command.add(MAIN);
        return List.copyOf(command);
    }

    Process start() throws IOException {
        var builder = new ProcessBuilder(command).directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().retainAll(ENVIRONMENT);
        return builder.start();
    }

    /** Deletes the libraries, which otherwise happens when the JVM exits. */
    void delete() {
        delete(folder);
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException exiting) {
            // The hook runs already, and finds nothing to delete
        }
    }

    /** Copies the libraries, with a description from which the solver's loader reads where they are. Returns its root. */
    private static Path unpack(Path folder) throws IOException {
        String resources = "com/microsoft/z3/" + platform() + "/";
        var original = new Properties();
        try (InputStream in = resource(resources + METADATA)) {
            original.loadFromXML(in);
        }
        var described = new Properties();
        for (String key : original.stringPropertyNames()) {
            String library = original.getProperty(key);
            if (key.startsWith("bundled-libraries.")) {
                try (InputStream in = resource(resources + library)) {
                    Files.copy(in, folder.resolve(library));
                }
            } else if (key.startsWith("load-commands.")) {
                described.setProperty(key, folder.resolve(library).toString());
            }
        }
        Path root = folder.resolve("metadata");
        Path description = root.resolve(resources + METADATA);
        Files.createDirectories(description.getParent());
        try (OutputStream out = Files.newOutputStream(description)) {
            described.storeToXML(out, null);
        }
        return root;
    }

    /** The folder of the platform in the jar with the native libraries, such as {@code linux/amd64}. */
    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return (system.contains("mac") ? "osx" : system.contains("win") ? "windows" : "linux") + "/"
                + switch (architecture) {
                    case "x86_64" -> "amd64";
                    case "arm64" -> "aarch64";
                    default -> architecture;
                };
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = SolverCommand.class.getClassLoader().getResourceAsStream(name);
        if (in == null) {
            throw new IOException(name + ": not found (expected a platform that z3-turnkey supports)");
        }
        return in;
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

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // The system removes temporary files
        }
    }
}
