package dev.ponder.retrieval.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A web server of this machine for tests: pages by their paths. It records the requests. */
public final class LoopbackServer implements AutoCloseable {

    /** The status of a response whose body has no end. */
    public static final int ENDLESS = -1;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Response> responses = new ConcurrentHashMap<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final CountDownLatch first = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private final CountDownLatch disconnected = new CountDownLatch(1);

    /** A request as it arrived. */
    public record Received(String method, String target, Map<String, List<String>> headers, String body) {}

    private record Response(int status, String type, String body) {}

    public LoopbackServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** The address of a path. */
    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** Sets what is at a path; the status 0 is never answered, and the status {@link #ENDLESS} has a body without end. */
    public LoopbackServer serving(String path, int status, String type, String body) {
        responses.put(path, new Response(status, type, body));
        return this;
    }

    public List<Received> received() {
        return received;
    }

    /** Waits for the first request. */
    public void awaitRequest() throws InterruptedException {
        await(first, "no request arrived");
    }

    /** Waits until the client of an endless body closes its connection. */
    public void awaitDisconnect() throws InterruptedException {
        await(disconnected, "no client closed its connection");
    }

    private static void await(CountDownLatch event, String otherwise) throws InterruptedException {
        if (!event.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError(otherwise);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        received.add(new Received(exchange.getRequestMethod(), exchange.getRequestURI().toString(),
                Map.copyOf(exchange.getRequestHeaders()),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        first.countDown();
        Response response = responses.getOrDefault(exchange.getRequestURI().getPath(),
                new Response(404, "text/plain", "nothing here"));
        try (exchange) {
            if (response.status() == 0) {
                end.await();
            } else if (response.status() == ENDLESS) {
                writeUntilDisconnected(exchange);
                return;
            }
            byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("content-type", response.type());
            exchange.getResponseHeaders().add("location", "http://127.0.0.1:1/elsewhere");
            exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeUntilDisconnected(HttpExchange exchange) throws InterruptedException {
        try {
            exchange.sendResponseHeaders(200, 0);
            while (!end.await(1, TimeUnit.MILLISECONDS)) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
            }
        } catch (IOException closed) {
            disconnected.countDown();
        }
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
