package dev.ponder.support.upstream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A model server on a free port of localhost, whose models play scripts. Every test uses models of its own, so tests share
 * neither scripts nor what Ponder has learned about a model. It is built on plain sockets, so that a script controls every
 * byte, chunk border, reset and stall.
 */
public final class FakeUpstream implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(FakeUpstream.class);
    /** Model ids of {@code GET /models}. The second has slashes; the last begins like a strategy prefix but has none. */
    public static final List<String> LISTED = List.of("listed", "team/llama-3.3/70b", "none-of-yours");
    private static final int BACKLOG = 512;

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "fake-upstream");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Map<String, FakeModel> models = new ConcurrentHashMap<>();
    private final AtomicInteger created = new AtomicInteger();

    public FakeUpstream() {
        try {
            server = new ServerSocket(0, BACKLOG, InetAddress.getByName("localhost"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    /** Returns a new model, which holds all calls until a test answers them. */
    public FakeModel model() {
        return model("m");
    }

    /** Returns a new model whose name has this prefix, which decides which configured upstream serves it. */
    public FakeModel model(String prefix) {
        return named(prefix + created.incrementAndGet());
    }

    /** Returns the model of this name. */
    public FakeModel named(String name) {
        return models.computeIfAbsent(name, FakeModel::new);
    }

    public String baseUrl() {
        return baseUrl("v1");
    }

    /** Returns a base URL whose path is this segment; {@link FakeCall#basePath()} returns it. */
    public String baseUrl(String path) {
        return "http://localhost:" + port() + "/" + path;
    }

    public int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }

    void execute(Runnable task) {
        threads.execute(task);
    }

    /** Starts the script for this request; empty if the request is answered already. */
    Optional<FakeCall> accept(UpstreamRequest request, UpstreamConnection connection) throws IOException {
        if (request.path().endsWith("/models")) {
            String models = ChatJson.models(LISTED).toString();
            connection.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + models.length()
                    + "\r\n\r\n" + models);
            return Optional.empty();
        }
        JsonNode body = ChatJson.parse(request.body());
        FakeModel model = named(body.path("model").asText());
        FakeCall call = model.receive(connection, request, body);
        threads.execute(() -> model.play(call));
        return Optional.of(call);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                threads.execute(() -> {
                    new UpstreamConnection(socket, this).serve();
                    sockets.remove(socket);
                });
            } catch (IOException e) {
                LOG.debugf(e, "no longer accepts connections");
            }
        }
    }
}
