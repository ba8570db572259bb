package dev.ponder.support.upstream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** A port that neither accepts nor refuses connections: its accept queue is full, so connecting takes until the timeout. */
public final class UnresponsivePort implements AutoCloseable {

    /** The queue holds one connection more than its backlog; the others keep it full. */
    private static final int FILLERS = 8;

    private final ServerSocket server;
    private final List<SocketChannel> fillers = new ArrayList<>();

    public UnresponsivePort() {
        try {
            server = new ServerSocket(0, 1, InetAddress.getByName("localhost"));
            for (int i = 0; i < FILLERS; i++) {
                SocketChannel filler = SocketChannel.open();
                filler.configureBlocking(false);
                filler.connect(server.getLocalSocketAddress());
                fillers.add(filler);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() {
        try {
            for (SocketChannel filler : fillers) {
                filler.close();
            }
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
