package dev.ponder.sandbox.bubblewrap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What a Python needs of the file system.
 *
 * @param executable the path to run
 * @param paths the files and folders that it reads
 * @param description its version and the libraries for calculations that it has
 */
record PythonInstallation(String executable, List<String> paths, String description) {

    private static final long PATIENCE_SECONDS = 30;
    /** Folders that hold more than an installation of Python, and that no installation may make visible. */
    private static final Set<Path> TOO_MUCH = Set.of(Path.of("/"), Path.of("/usr"), Path.of("/etc"), Path.of("/home"),
            Path.of("/root"), Path.of("/var"), Path.of("/tmp"), Path.of("/opt"), Path.of("/usr/local"));
    private static final String SCRIPT = "installation.py";

    PythonInstallation {
        paths = List.copyOf(paths);
    }

    /** Asks a Python. Blocks. Fails if it cannot be run. */
    static PythonInstallation of(Path python) throws IOException {
        String script;
        try (InputStream in = PythonInstallation.class.getResourceAsStream(SCRIPT)) {
            if (in == null) {
                throw new IOException(SCRIPT + ": missing resource");
            }
            script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        var builder = new ProcessBuilder(python.toString(), "-s", "-B", "-c", script)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        Process process = builder.start();
        process.getOutputStream().close();
        CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
        JsonNode found = new ObjectMapper().readTree(process.getInputStream());
        if (!found.hasNonNull("executable")) {
            throw new IOException(python + " did not describe itself (expected Python 3.8 or later)");
        }
        return of(found);
    }

    private static PythonInstallation of(JsonNode found) throws IOException {
        var paths = new LinkedHashSet<String>();
        for (String member : List.of("libraries", "folders", "files")) {
            for (JsonNode path : found.path(member)) {
                Path real = Path.of(path.asText()).toRealPath();
                if (TOO_MUCH.contains(real)) {
                    throw new IOException("Python needs the folder " + real
                            + ", which holds more than Python (expected an installation in a folder of its own)");
                }
                paths.add(path.asText());
                paths.add(real.toString());
            }
        }
        var packages = new ArrayList<String>();
        found.path("packages").properties()
                .forEach(entry -> packages.add(entry.getKey() + " " + entry.getValue().asText()));
        return new PythonInstallation(found.path("executable").asText(), outermost(paths),
                "Python " + found.path("version").asText() + " with its standard library"
                        + (packages.isEmpty() ? "" : " and " + String.join(", ", packages)));
    }

    /** Without what is inside another one. */
    private static List<String> outermost(Set<String> paths) {
        return paths.stream().filter(path -> Files.exists(Path.of(path)))
                .filter(path -> paths.stream().noneMatch(other -> !other.equals(path) && path.startsWith(other + "/")))
                .sorted().toList();
    }
}
