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

/** Talks to the server, to one of its endpoints, and hides nothing of the wire. */
public final class PonderClient {

    private static final String CHAT = "/v1/chat/completions";
    /** So that a test that waits in vain fails, and does not hold up the others. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI server;
    private final String endpoint;

    /** A client that asks for chat completions. */
    public PonderClient(URI server) {
        this(server, CHAT);
    }

    private PonderClient(URI server, String endpoint) {
        this.server = server;
        this.endpoint = endpoint;
    }

    /** The same client, who posts to another path. */
    public PonderClient at(String path) {
        return new PonderClient(server, path);
    }

    /** Posts a chat completion as JSON, with headers by name and value, and waits for the whole response. */
    public HttpReply chat(Object body, String... headers) {
        return post(endpoint, body, withJson(headers));
    }

    /** Posts a chat completion without any header but these. */
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

    /** Posts a chat completion whose response comes while the test does something else. */
    public CompletableFuture<HttpReply> chatLater(Object body, String... headers) {
        var request = request(endpoint, withJson(headers)).POST(BodyPublishers.ofString(body.toString())).build();
        return http.sendAsync(request, BodyHandlers.ofByteArray()).thenApply(HttpReply::of);
    }

    /** Posts a chat completion and completes with the head of its response: the rest is read as it comes. */
    public CompletableFuture<LiveReply> chatLive(Object body, String... headers) {
        var request = request(endpoint, withJson(headers)).POST(BodyPublishers.ofString(body.toString())).build();
        CompletableFuture<HttpResponse<InputStream>> head = http.sendAsync(request, BodyHandlers.ofInputStream());
        return head.thenApply(LiveReply::new);
    }

    private HttpReply post(String path, Object body, String... headers) {
        return send("POST", path, body, headers);
    }

    private HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE);
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
