package dev.ponder.resilience.matrix.upstream;

import dev.ponder.support.upstream.ChatJson;
import dev.ponder.support.upstream.RawUpstreamRequest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.jboss.logging.Logger;


/** A model server that plays a script for each model. One connection carries one call, so that a script may spoil it. */
public final class FaultyUpstream implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(FaultyUpstream.class);
    private static final int BACKLOG = 512;
    private static final String NO_MODELS = "{\"object\":\"list\",\"data\":[]}";

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, FaultyModel> models = new ConcurrentHashMap<>();

    public FaultyUpstream() {
        try {
            server = new ServerSocket(0, BACKLOG, InetAddress.getByName("localhost"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    /** A model that nobody has heard of. */
    public FaultyModel model(String name, Script script) {
        var model = new FaultyModel(name, script);
        if (models.putIfAbsent(name, model) != null) {
            throw new IllegalArgumentException("model: '" + name + "' is there already (expected a name of its own)");
        }
        return model;
    }

    public int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                LOG.debugf(e, "no longer accepts");
            }
        }
    }

    private void serve(Socket socket) {
        var closed = new CompletableFuture<Long>();
        try (socket) {
            RawUpstreamRequest request = RawUpstreamRequest.read(socket.getInputStream());
            if (request.asksForModels()) {
                socket.getOutputStream().write(("HTTP/1.1 200 x\r\nContent-Type: application/json\r\nContent-Length: "
                        + NO_MODELS.length() + "\r\nConnection: close\r\n\r\n" + NO_MODELS)
                        .getBytes(StandardCharsets.US_ASCII));
                return;
            }
            threads.execute(() -> watch(socket, closed));
            modelOf(request).answer(request, socket, closed);
        } catch (IOException e) {
            LOG.debugf(e, "the caller left");
            closed.complete(System.nanoTime());
        }
    }

    /** Callers say nothing more, so whatever is read here is the end. */
    private static void watch(Socket socket, CompletableFuture<Long> closed) {
        try {
            InputStream in = socket.getInputStream();
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            LOG.debugf(e, "the caller reset");
        }
        closed.complete(System.nanoTime());
    }

    private FaultyModel modelOf(RawUpstreamRequest request) throws IOException {
        String name = ChatJson.parse(request.body()).path("model").asText();
        FaultyModel model = models.get(name);
        if (model == null) {
            throw new IOException("model: '" + name + "' has no script");
        }
        return model;
    }
}
