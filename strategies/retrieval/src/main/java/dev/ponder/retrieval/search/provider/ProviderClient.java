package dev.ponder.retrieval.search.provider;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import dev.ponder.retrieval.search.SearchConfig;
import dev.ponder.retrieval.search.SearchException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

/**
 * Sends requests to search engines, whose addresses the operator configures. It is created by the first search, follows no
 * redirection, so that no key reaches another server, and limits the size of responses. Failures name neither address nor
 * key. Thread-safe.
 */
@Singleton
public class ProviderClient {

    private static final int OK = 200;
    private static final int MULTIPLE_CHOICES = 300;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final Vertx vertx;
    private final SearchConfig config;
    private @Nullable HttpClient client;

    /** A client that opens no connection yet. */
    public ProviderClient(Vertx vertx, SearchConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    /**
     * A request.
     *
     * @param url the address, without a query
     * @param parameters of the query, or of the form if there is no body
     * @param headers may contain keys
     * @param body JSON to send by POST; empty for GET
     */
    record Request(String url, Map<String, String> parameters, Map<String, String> headers, String body) {

        /** A GET request without headers. */
        static Request get(String baseUrl, String path) {
            String base = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
            return new Request(base + path, Map.of(), Map.of(), "");
        }

        Request with(String parameter, String value) {
            return new Request(url, plus(parameters, parameter, value), headers, body);
        }

        Request withHeader(String name, String value) {
            return new Request(url, parameters, plus(headers, name, value), body);
        }

        Request withBody(String json) {
            return new Request(url, parameters, headers, json);
        }

        private static Map<String, String> plus(Map<String, String> map, String name, String value) {
            var all = new LinkedHashMap<>(map);
            all.put(name, value);
            return all;
        }

        private String target() {
            String query = parameters.entrySet().stream()
                    .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                    .collect(Collectors.joining("&"));
            return query.isEmpty() ? url : url + "?" + query;
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }

    /** The body of a response with status 200. Cancelling closes the connection. */
    Uni<String> send(Request request) {
        return Uni.createFrom().emitter(emitter -> {
            try {
                new Exchange(emitter).open(options(request), request.body());
            } catch (IllegalArgumentException | URISyntaxException malformed) {
                emitter.fail(new SearchException("its base-url is malformed"));
            }
        });
    }

    private static RequestOptions options(Request request) throws URISyntaxException {
        URI uri = new URI(request.target());
        boolean tls = "https".equals(uri.getScheme());
        if (uri.getHost() == null || !(tls || "http".equals(uri.getScheme()))) {
            throw new IllegalArgumentException("base-url");
        }
        var options = new RequestOptions().setMethod(request.body().isEmpty() ? HttpMethod.GET : HttpMethod.POST)
                .setSsl(tls).setHost(uri.getHost())
                .setPort(uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80)
                .setURI(uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()))
                .putHeader("user-agent", "Ponder/1.0");
        request.headers().forEach(options::putHeader);
        return request.body().isEmpty() ? options : options.putHeader("content-type", "application/json");
    }

    private synchronized HttpClient client() {
        if (client == null) {
            client = vertx.createHttpClient(new HttpClientOptions().setDecompressionSupported(true)
                    .setConnectTimeout((int) Math.min(Integer.MAX_VALUE, config.timeout().toMillis())));
        }
        return client;
    }

    @PreDestroy
    synchronized void close() {
        if (client != null) {
            client.close();
            client = null;
        }
    }

    /** One request in flight. */
    private final class Exchange {

        private final UniEmitter<? super String> emitter;
        private final AtomicBoolean cancelled = new AtomicBoolean();
        private final Buffer body = Buffer.buffer();
        private volatile @Nullable HttpClientRequest opened;

        Exchange(UniEmitter<? super String> emitter) {
            this.emitter = emitter;
            emitter.onTermination(this::reset);
        }

        void open(RequestOptions options, String json) {
            client().request(options).onSuccess(request -> {
                opened = request;
                request.exceptionHandler(this::unreachable);
                if (cancelled.get()) {
                    reset();
                    return;
                }
                (json.isEmpty() ? request.send() : request.send(json))
                        .onSuccess(this::head).onFailure(this::unreachable);
            }).onFailure(this::unreachable);
        }

        private void head(HttpClientResponse response) {
            response.exceptionHandler(this::unreachable);
            if (response.statusCode() != OK) {
                emitter.fail(new SearchException(reason(response.statusCode())));
                reset();
                return;
            }
            long limit = config.maxResponseSize().asLongValue();
            response.handler(bytes -> {
                if (body.length() + bytes.length() > limit) {
                    emitter.fail(new SearchException(
                            "its response is larger than ponder.retrieval.search.max-response-size"));
                    reset();
                } else {
                    body.appendBuffer(bytes);
                }
            });
            response.endHandler(end -> emitter.complete(body.toString(StandardCharsets.UTF_8)));
        }

        private void unreachable(Throwable failure) {
            emitter.fail(new SearchException("it could not be reached"));
        }

        /** After the end of the response, this has no effect. */
        private void reset() {
            cancelled.set(true);
            HttpClientRequest request = opened;
            if (request != null) {
                request.reset();
            }
        }
    }

    private static String reason(int status) {
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            return "status " + status + ", so its key or its settings do not allow the search";
        }
        return status >= MULTIPLE_CHOICES && status < 400
                ? "status " + status + ", and redirections are not followed, so check its base-url"
                : "status " + status;
    }
}
