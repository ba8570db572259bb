package dev.ponder.retrieval.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.ponder.retrieval.fetch.address.IpLiteral;
import dev.ponder.testing.TestConfig;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/**
 * A web on loopback addresses: {@link #PUBLIC} stands for the public internet, for which tests allow that address, and {@link
 * #INTERNAL} for the operator's network.
 */
final class TestWeb implements AutoCloseable {

    static final String PUBLIC = "127.0.0.2";
    static final String INTERNAL = "127.0.0.1";
    static final String INTERNAL_6 = "::1";
    static final String SECRET = "the secret";

    private final Vertx vertx;
    private final Map<String, Consumer<HttpServerRequest>> pages = new ConcurrentHashMap<>();
    private final Map<String, Iterator<List<InetAddress>>> names = new ConcurrentHashMap<>();
    private final List<String> internalRequests = new CopyOnWriteArrayList<>();
    private final List<String> publicRequests = new CopyOnWriteArrayList<>();
    private final List<MultiMap> headers = new CopyOnWriteArrayList<>();
    private final int port;

    TestWeb(Vertx vertx) throws Exception {
        this.vertx = vertx;
        HttpServer internal = listen(INTERNAL, 0);
        this.port = internal.actualPort();
        listen(INTERNAL_6, port);
        listen(PUBLIC, port);
        name("public.test", PUBLIC);
        name("internal.test", INTERNAL);
    }

    private HttpServer listen(String address, int at) throws Exception {
        return vertx.createHttpServer(new HttpServerOptions().setMaxHeaderSize(1 << 20))
                .requestHandler(address.equals(PUBLIC) ? this::answerPublic : this::answerInternal)
                .listen(at, address).toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private void answerInternal(HttpServerRequest request) {
        internalRequests.add(request.uri());
        request.response().putHeader("content-type", "text/plain").end(SECRET);
    }

    private void answerPublic(HttpServerRequest request) {
        publicRequests.add(request.uri());
        headers.add(request.headers());
        pages.getOrDefault(request.path(), missing -> missing.response().setStatusCode(404).end()).accept(request);
    }

    /** Sets what the public server answers for a path. */
    TestWeb page(String path, Consumer<HttpServerRequest> answer) {
        pages.put(path, answer);
        return this;
    }

    /** A plain text of the public server. */
    TestWeb text(String path, String text) {
        return page(path,
                request -> request.response().putHeader("content-type", "text/plain; charset=utf-8").end(text));
    }

    TestWeb redirect(String path, int status, String location) {
        return page(path, request -> request.response().setStatusCode(status).putHeader("location", location).end());
    }

    /** The addresses of a name. */
    TestWeb name(String name, String... addresses) {
        List<InetAddress> all = addresses(addresses);
        names.put(name, Stream.generate(() -> all).iterator());
        return this;
    }

    /** A name with one address at the first look-up, and another later. */
    TestWeb rebinding(String name, String first, String later) {
        names.put(name, Stream.iterate(addresses(first), before -> addresses(later)).iterator());
        return this;
    }

    /** A name of the public server whose look-up does this first. */
    TestWeb lookUp(String name, Runnable first) {
        List<InetAddress> all = addresses(PUBLIC);
        names.put(name, Stream.generate(() -> {
            first.run();
            return all;
        }).iterator());
        return this;
    }

    private static List<InetAddress> addresses(String... texts) {
        return Stream.of(texts).map(text -> IpLiteral.parse(text).orElseThrow()).toList();
    }

    List<InetAddress> resolve(String host) throws UnknownHostException {
        Iterator<List<InetAddress>> answers = names.get(host);
        if (answers == null) {
            throw new UnknownHostException(host);
        }
        synchronized (answers) {
            return answers.next();
        }
    }

    int port() {
        return port;
    }

    /** A URL with the port of the servers. */
    String url(String host, String target) {
        return "http://" + host + ":" + port + target;
    }

    List<String> internalRequests() {
        return internalRequests;
    }

    List<String> publicRequests() {
        return publicRequests;
    }

    /** Of the requests to the public server. */
    List<MultiMap> headers() {
        return headers;
    }

    /** As in production, except that the stand-in for the internet may be read, at its port, without waiting. */
    HttpPageFetcher guarded(String... settings) {
        return fetcher(settings, Map.of("allowed-ports", String.valueOf(port), "allowed-networks", PUBLIC,
                "robots", "false", "host-interval", "0S"));
    }

    /** With the addresses of the operator's network allowed, and the limits that the test names. */
    HttpPageFetcher unguarded(String... settings) {
        return fetcher(settings, Map.of("allowed-ports", String.valueOf(port), "allowed-networks", "0.0.0.0/0,::/0",
                "robots", "false", "host-interval", "0S"));
    }

    private HttpPageFetcher fetcher(String[] settings, Map<String, String> base) {
        var all = new HashMap<>(base);
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        var config = new TestConfig();
        all.forEach((name, value) -> config.with("ponder.retrieval.fetch." + name, value));
        return new HttpPageFetcher(config.of(FetchConfig.class), this::resolve, vertx, Clock.systemUTC());
    }

    static FetchedPage read(PageFetcher fetcher, String url) {
        return fetcher.fetch(url).await().atMost(Duration.ofSeconds(30));
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
