package dev.ponder.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** CPU times as Linux counts them, in microseconds. */
final class ProcStat {

    /** Microseconds of a clock tick; USER_HZ is 100 on all platforms of Linux. */
    private static final long TICK = 10_000;
    private static final int IDLE = 3;
    private static final int IOWAIT = 4;
    private static final int GUEST = 8;

    private ProcStat() {
    }

    /** utime + stime of all threads of a process. */
    static long cpuOf(long pid) {
        String stat = lines(Path.of("/proc/" + pid + "/stat")).get(0);
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK;
    }

    /** The time for which a core was busy with any process, stolen time included. */
    static long busyOf(int core) {
        String[] fields = lines(Path.of("/proc/stat")).stream()
                .filter(line -> line.startsWith("cpu" + core + " ")).findFirst().orElseThrow().split(" ");
        long busy = 0;
        for (int i = 0; i < GUEST; i++) {
            if (i != IDLE && i != IOWAIT) {
                busy += Long.parseLong(fields[i + 1]);
            }
        }
        return busy * TICK;
    }

    /** Resident memory of a process in KB: {@code VmRSS} now, {@code VmHWM} at its peak. */
    static long memoryOf(long pid, String name) {
        String line = lines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(candidate -> candidate.startsWith(name + ":")).findFirst().orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", ""));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
