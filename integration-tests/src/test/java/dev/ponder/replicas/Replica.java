package dev.ponder.replicas;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

import dev.ponder.deploy.PackagedServer;

/** A server with the simulated model at a fixed address. */
record Replica(int port, PackagedServer server) implements AutoCloseable {

    /** Streams take about a second. */
    private static final Map<String, String> SETTINGS = Map.of("PONDER_SIM_ENABLED", "true", "PONDER_SIM_TOKEN_DELAY",
            "80MS", "PONDER_WARMUP_ENABLED", "false", "QUARKUS_SHUTDOWN_DELAY", "1S", "QUARKUS_SHUTDOWN_TIMEOUT",
            "30S");

    static Replica start(int port) throws IOException {
        return new Replica(port, PackagedServer.start(SETTINGS, "--http_port=" + port));
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    /** Whether it gave a response that has this header of nginx: the last address is that of the replica that answered. */
    boolean answered(String replicas) {
        return replicas.endsWith(address());
    }

    /** Ends at once, as by SIGKILL or a crash. */
    @Override
    public void close() {
        server.close();
    }

    @Override
    public String toString() {
        return address();
    }
}
