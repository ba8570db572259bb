package dev.ponder.deploy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The file system of the image, by bubblewrap: the application, a Java 25, the system's libraries, and no program but Java. Root is
 * read-only, and the temporary folder is in memory.
 */
final class ImageTree {

    private static final Path BUBBLEWRAP = Path.of("/usr/bin/bwrap");
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    private static final Path JVMS = Path.of("/usr/lib/jvm");
    private static final long TEMPORARY_BYTES = 16 << 20;

    private final Path java;
    private final Path application;

    private ImageTree(Path java, Path application) {
        this.java = java;
        this.application = application;
    }

    /** Copies the packaged application to a new folder, which the image has at the folder of its application. */
    static ImageTree create(Path java, Path packaged, Path application) throws IOException {
        try (Stream<Path> files = Files.walk(packaged)) {
            for (Path file : files.toList()) {
                // The cache depends on the times of the jars
                Files.copy(file, application.resolve(packaged.relativize(file).toString()),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return new ImageTree(java, application);
    }

    /** Whether this machine can run it: bubblewrap is installed, and may create namespaces. */
    static boolean isPossible() throws IOException, InterruptedException {
        if (!Files.isExecutable(BUBBLEWRAP) || !Files.isExecutable(SETPRIV)) {
            return false;
        }
        Process attempt = new ProcessBuilder(BUBBLEWRAP.toString(), "--ro-bind", "/", "/", "--tmpfs", "/tmp", "--",
                SETPRIV.toString(), "--dump").redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        return attempt.waitFor(10, TimeUnit.SECONDS) && attempt.exitValue() == 0;
    }

    /** The home of a Java of at least version 25, if one is installed. */
    static Optional<Path> java25() throws IOException {
        if (Runtime.version().feature() >= 25) {
            return Optional.of(Path.of(System.getProperty("java.home")));
        }
        if (!Files.isDirectory(JVMS)) {
            return Optional.empty();
        }
        try (Stream<Path> installed = Files.list(JVMS)) {
            return installed.filter(home -> home.getFileName().toString().contains("25"))
                    .filter(home -> Files.isExecutable(home.resolve("bin/java"))).findFirst();
        }
    }

    /** A command of the build stage: as the user of this process, the application's folder is writable. */
    ProcessBuilder build(List<String> command) {
        return process(List.of("--bind"), List.of(), List.of(), Map.of(), command);
    }

    /** A command of the image: as another user without rights, nothing but the temporary folder is writable. */
    ProcessBuilder run(String user, Map<String, String> environment, List<String> command) throws IOException {
        if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
            return process(List.of("--ro-bind"), List.of("--unshare-user", "--uid", user, "--gid", user), List.of(),
                    environment, command);
        }
        return process(List.of("--ro-bind"), List.of("--cap-add", "ALL", "--ro-bind", SETPRIV.toString(), "/setpriv"),
                List.of("/setpriv", "--reuid", user, "--regid", user, "--clear-groups", "--no-new-privs",
                        "--bounding-set", "-all", "--inh-caps", "-all"),
                environment, command);
    }

    private ProcessBuilder process(List<String> bind, List<String> options, List<String> prefix,
            Map<String, String> environment, List<String> command) {
        var all = new ArrayList<>(List.of(BUBBLEWRAP.toString(), "--die-with-parent", "--unshare-pid",
                "--unshare-ipc", "--perms", "755", "--dir", "/usr", "--perms", "755", "--dir", "/opt"));
        Stream.of("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc", java.toString())
                .forEach(folder -> all.addAll(List.of("--ro-bind-try", folder, folder)));
        all.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--size", Long.toString(TEMPORARY_BYTES), "--perms",
                "1777", "--tmpfs", "/tmp"));
        all.addAll(bind);
        all.addAll(List.of(application.toString(), Dockerfile.instruction("WORKDIR")));
        all.addAll(options);
        all.addAll(List.of("--remount-ro", "/", "--chdir", Dockerfile.instruction("WORKDIR"), "--clearenv", "--setenv",
                "PATH", java.resolve("bin").toString()));
        environment.forEach((name, value) -> all.addAll(List.of("--setenv", name, value)));
        all.add("--");
        all.addAll(prefix);
        all.addAll(command);
        return new ProcessBuilder(all).redirectErrorStream(true).directory(new File("/"));
    }
}
