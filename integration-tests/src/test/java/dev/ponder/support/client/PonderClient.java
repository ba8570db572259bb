package dev.ponder.support.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Sends requests to one endpoint of the server and returns the responses unparsed. */
public final class PonderClient {

    private static final String CHAT = "/v1/chat/completions";
    /** The time limit of a response, so that a test that waits in vain fails. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI server;
    private final String endpoint;

    /** A client of the chat completions endpoint. */
    public PonderClient(URI server) {
        this(server, CHAT);
    }

    private PonderClient(URI server, String endpoint) {
        this.server = server;
        this.endpoint = endpoint;
    }

    /** Returns a client that posts to another path. */
    public PonderClient at(String path) {
        return new PonderClient(server, path);
    }

    /** Posts JSON with these headers (names and values), and waits for the whole response. */
    public HttpReply chat(Object body, String... headers) {
        return post(endpoint, body, withJson(headers));
    }

    /** Posts a body with these headers only, and waits for the whole response. */
    public HttpReply chatBare(Object body, String... headers) {
        return post(endpoint, body, headers);
    }

    /** Sends any request. */
    public HttpReply send(String method, String path, Object body, String... headers) {
        var request = request(path, headers).method(method, BodyPublishers.ofString(body.toString())).build();
        try {
            return HttpReply.of(http.send(request, BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Posts JSON without waiting; the result completes with the whole response. */
    public CompletableFuture<HttpReply> chatLater(Object body, String... headers) {
        var request = request(endpoint, withJson(headers)).POST(BodyPublishers.ofString(body.toString())).build();
        return http.sendAsync(request, BodyHandlers.ofByteArray()).thenApply(HttpReply::of);
    }

    /** Posts JSON without waiting; the result completes with the head of the response, whose body the test reads. */
    public CompletableFuture<LiveReply> chatLive(Object body, String... headers) {
        var request = request(endpoint, withJson(headers)).POST(BodyPublishers.ofString(body.toString())).build();
        CompletableFuture<HttpResponse<InputStream>> head = http.sendAsync(request, BodyHandlers.ofInputStream());
        return head.thenApply(LiveReply::new);
    }

    private HttpReply post(String path, Object body, String... headers) {
        return send("POST", path, body, headers);
    }

    private HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(server.resolve(path)).timeout(TIMEOUT);
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static String[] withJson(String... headers) {
        var all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "Content-Type";
        all[1] = "application/json";
        return all;
    }
}
