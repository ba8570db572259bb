package dev.ponder.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The bytes in the system's socket buffers, for each side of each connection. The system grows these buffers to megabytes, so
 * they must not count as memory of the server. Linux only.
 */
final class KernelQueues {

    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int QUEUES = 4;

    private final Map<Side, Long> bytes = new HashMap<>();

    private record Side(int localPort, int remotePort) {}

    /** Reads the current values. */
    KernelQueues() {
        try {
            for (Path table : TABLES) {
                Files.readAllLines(table).stream().skip(1).map(line -> line.trim().split("\\s+")).forEach(this::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes to be sent and to be read on both sides of a connection. */
    long between(int port, int otherPort) {
        return bytes.getOrDefault(new Side(port, otherPort), 0L) + bytes.getOrDefault(new Side(otherPort, port), 0L);
    }

    private void add(String[] fields) {
        String[] queues = fields[QUEUES].split(":");
        bytes.merge(new Side(port(fields[LOCAL]), port(fields[REMOTE])),
                Long.parseLong(queues[0], 16) + Long.parseLong(queues[1], 16), Long::sum);
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), 16);
    }
}
