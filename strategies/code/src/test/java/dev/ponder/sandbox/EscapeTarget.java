package dev.ponder.sandbox;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** What programs try to reach: a file, a folder, ports, a socket, an environment variable and a process of this server. */
final class EscapeTarget implements AutoCloseable {

    static final String SECRET_NAME = "PONDER_ESCAPE_SECRET";
    static final String SECRET = "hunter2-of-the-server";

    private final Path folder;
    private final ServerSocket port = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final DatagramSocket udp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    private final Process victim;

    EscapeTarget(Path folder) throws IOException {
        this.folder = folder;
        Files.writeString(folder.resolve("secret"), SECRET);
        Files.writeString(folder.resolve("victim"), "whole");
        socket.bind(UnixDomainSocketAddress.of(folder.resolve("socket")));
        udp.setSoTimeout(1);
        var builder = new ProcessBuilder("/bin/sleep", "600");
        builder.environment().put(SECRET_NAME, SECRET);
        victim = builder.start();
    }

    /** Assignments for the names that the attempts use. */
    String names(boolean sandboxed) {
        return "SECRET = '" + SECRET + "'\nSECRET_NAME = '" + SECRET_NAME + "'\nFOLDER = '" + folder
                + "'\nSECRET_FILE = '"
                + folder.resolve("secret") + "'\nPORT = " + port.getLocalPort() + "\nUDP_PORT = " + udp.getLocalPort()
                + "\nVICTIM = " + victim.pid() + "\nSERVER = " + ProcessHandle.current().pid()
                // A namespace of its own has a loopback interface, on which nobody receives
                + "\nSENT_MEANS_RECEIVED = " + (sandboxed ? "False" : "True") + "\n";
    }

    /** What happened to the target although no program said so; empty if nothing did. */
    String harm() throws IOException {
        if (!victim.isAlive()) {
            return "the process ended";
        }
        if (Files.exists(folder.resolve("written"))) {
            return "a file was written";
        }
        if (!Files.exists(folder.resolve("victim")) || !Files.readString(folder.resolve("victim")).equals("whole")) {
            return "a file was changed";
        }
        var packet = new java.net.DatagramPacket(new byte[16], 16);
        try {
            udp.receive(packet);
            return "a datagram arrived";
        } catch (java.net.SocketTimeoutException none) {
            return "";
        }
    }

    @Override
    public void close() throws IOException {
        victim.destroyForcibly();
        port.close();
        udp.close();
        socket.close();
    }
}
