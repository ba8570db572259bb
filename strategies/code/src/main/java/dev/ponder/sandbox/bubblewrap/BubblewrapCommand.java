package dev.ponder.sandbox.bubblewrap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.ponder.sandbox.process.InterpreterCommand;

/**
 * The command that runs the driver in new namespaces: an empty, read-only root with Python, one folder in memory, no network, no
 * {@code /proc}, no capabilities, and limits that the process cannot raise.
 */
final class BubblewrapCommand implements InterpreterCommand {

    private static final String NOBODY = "65534";
    /** Programs give the same result each time, and numerical libraries start no thread for each core. */
    static final Map<String, String> ENVIRONMENT = new TreeMap<>(Map.of("HOME", "/tmp", "LC_ALL", "C.UTF-8",
            "PYTHONHASHSEED", "0", "OPENBLAS_NUM_THREADS", "1", "OMP_NUM_THREADS", "1", "MPLBACKEND", "Agg", "PWD",
            "/tmp"));
    /** When the container runs out of memory, Linux ends the sandbox and not the server. */
    private static final String FIRST_VICTIM = "echo 1000 >/proc/self/oom_score_adj 2>/dev/null; exec \"$@\"";
    private static final String FILTER = "9";
    private static final List<String> FOLDERS = List.of("/usr/bin", "/bin", "/usr/local/bin", "/usr/sbin", "/sbin");

    private final List<String> command;
    /** Which system calls fail; empty on an architecture for which that is not known. */
    private final Optional<byte[]> filter = SeccompFilter.of(System.getProperty("os.arch"));
    private final Path filterFile;

    private BubblewrapCommand(List<String> command, Path filterFile) {
        this.command = command;
        this.filterFile = filterFile;
    }

    /** Fails with what to install or to set if a program is missing. Blocks. */
    static BubblewrapCommand create(Path bwrap, PythonInstallation python, ProgramLimits limits) throws IOException {
        if (!Files.isExecutable(bwrap)) {
            throw new IOException("bubblewrap is missing (expected " + bwrap
                    + "; install the package bubblewrap, or set ponder.sandbox.bubblewrap)");
        }
        Path prlimit = find("prlimit")
                .orElseThrow(() -> new IOException("prlimit is missing (install the package util-linux)"));
        Path filter = Files.createTempDirectory("ponder-sandbox-").resolve("seccomp");
        boolean filters = SeccompFilter.of(System.getProperty("os.arch")).isPresent();
        var command = new ArrayList<>(List.of("/bin/sh", "-c", FIRST_VICTIM + (filters ? " " + FILTER + "<\"$0\"" : ""),
                filter.toString()));
        if (root()) {
            // Linux does not count the processes of root
            Path setpriv = find("setpriv").orElseThrow(() -> new IOException("the server runs as root and setpriv is"
                    + " missing (run the server as another user, or install the package util-linux)"));
            command.addAll(List.of(setpriv.toString(), "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        }
        command.add(bwrap.toString());
        command.addAll(namespaces(help(bwrap)));
        if (filters) {
            command.addAll(List.of("--seccomp", FILTER));
        }
        command.addAll(files(python, prlimit, limits, help(bwrap)));
        ENVIRONMENT.forEach((name, value) -> command.addAll(List.of("--setenv", name, value)));
        command.add("--");
        command.addAll(List.of(prlimit.toString(), "--as=" + ((long) limits.memoryMb() << 20),
                "--cpu=" + limits.cpuSeconds(), "--nproc=" + (limits.processes() + 1),
                "--fsize=" + ((long) limits.filesMb() << 20), "--nofile=64", "--core=0", "--memlock=0", "--msgqueue=0",
                "--"));
        command.addAll(List.of(python.executable(), "-s", "-B", "-u", "-c", InterpreterCommand.driver()));
        return new BubblewrapCommand(List.copyOf(command), filter);
    }

    private static List<String> namespaces(String help) {
        var options = new ArrayList<>(List.of("--unshare-all", "--unshare-user", "--uid", NOBODY, "--gid", NOBODY,
                "--hostname", "sandbox", "--die-with-parent", "--new-session", "--cap-drop", "ALL"));
        if (help.contains("--disable-userns")) {
            options.add("--disable-userns");
        }
        return options;
    }

    private static List<String> files(PythonInstallation python, Path prlimit, ProgramLimits limits, String help)
            throws IOException {
        var options = new ArrayList<String>();
        for (String folder : List.of("/lib", "/lib64", "/lib32", "/usr/lib64")) {
            options.addAll(loader(Path.of(folder)));
        }
        Stream.concat(python.paths().stream(), Stream.of(prlimit.toString(), "/etc/ld.so.cache", "/usr/share/zoneinfo",
                "/etc/ld-musl-x86_64.path", "/etc/ld-musl-aarch64.path"))
                .filter(path -> Files.exists(Path.of(path)))
                .forEach(path -> options.addAll(List.of("--ro-bind", path, path)));
        for (String device : List.of("/dev/null", "/dev/zero", "/dev/urandom")) {
            options.addAll(List.of("--dev-bind", device, device));
        }
        if (help.contains("--size")) {
            options.addAll(List.of("--size", Long.toString((long) limits.filesMb() << 20), "--tmpfs", "/tmp", "--chdir",
                    "/tmp"));
        } else {
            // Without a limit of its size, a folder in memory is none: there is no folder to write to
            options.addAll(List.of("--dir", "/tmp", "--chdir", "/tmp"));
        }
        options.addAll(List.of("--remount-ro", "/"));
        return options;
    }

    /** The folders in which programs look for the dynamic linker are often links into {@code /usr}. */
    private static List<String> loader(Path folder) throws IOException {
        if (Files.isSymbolicLink(folder)) {
            return List.of("--symlink", Files.readSymbolicLink(folder).toString(), folder.toString());
        }
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && folder.getNameCount() == 1
                || folder.toString().equals("/usr/lib64") && Files.isDirectory(folder)
                        ? List.of("--ro-bind", folder.toString(), folder.toString())
                        : List.of();
    }

    @Override
    public Process start() throws IOException {
        if (filter.isPresent() && !Files.exists(filterFile)) {
            Path folder = Objects.requireNonNull(filterFile.getParent());
            Files.createDirectories(folder);
            Files.write(filterFile, filter.get());
            folder.toFile().deleteOnExit();
            filterFile.toFile().deleteOnExit();
        }
        var builder = new ProcessBuilder(command).redirectErrorStream(true).directory(Path.of("/").toFile());
        builder.environment().clear();
        return builder.start();
    }

    private static Optional<Path> find(String program) {
        return FOLDERS.stream().map(folder -> Path.of(folder, program)).filter(Files::isExecutable).findFirst();
    }

    private static boolean root() {
        return "root".equals(System.getProperty("user.name"))
                || Files.isReadable(Path.of("/proc/self/status")) && uid().equals("0");
    }

    private static String uid() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"), StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith("Uid:"))
                    .map(line -> line.substring(4).strip().split("\\s+", 2)[0])
                    .findFirst().orElse("");
        } catch (IOException otherSystem) {
            return "";
        }
    }

    private static String help(Path bwrap) throws IOException {
        var builder = new ProcessBuilder(bwrap.toString(), "--help").redirectErrorStream(true);
        builder.environment().clear();
        Process process = builder.start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
