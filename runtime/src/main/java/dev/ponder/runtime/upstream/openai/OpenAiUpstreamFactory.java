package dev.ponder.runtime.upstream.openai;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.config.UpstreamConfig;
import dev.ponder.runtime.time.Timer;
import dev.ponder.runtime.upstream.UpstreamFactory;
import dev.ponder.runtime.upstream.UpstreamRoute;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemTrustOptions;

/** Creates the configured OpenAI-compatible upstreams. Each has its own connection pool until shutdown. */
@ApplicationScoped
class OpenAiUpstreamFactory implements UpstreamFactory {

    private static final String DEFAULT = "default";
    private static final URI OPENAI = URI.create("https://api.openai.com/v1");

    private final PonderConfig config;
    private final Vertx vertx;
    private final Timer timer;
    private final ObjectMapper mapper;
    private final List<HttpClient> clients = new ArrayList<>();

    OpenAiUpstreamFactory(PonderConfig config, Vertx vertx, Timer timer, ObjectMapper mapper) {
        this.config = config;
        this.vertx = vertx;
        this.timer = timer;
        this.mapper = mapper;
    }

    @Override
    public List<UpstreamRoute> routes() {
        var routes = new ArrayList<UpstreamRoute>();
        Map<String, UpstreamConfig> named = new TreeMap<>(config.upstreams());
        named.remove(DEFAULT);
        boolean only = named.size() == 1 && defaultUrl().isEmpty();
        named.forEach((name, upstream) -> routes.add(
                route(name, required(name, upstream.baseUrl()), upstream.apiKey(), upstream, only)));
        defaultUrl().ifPresent(url -> {
            UpstreamConfig upstream = defaultUpstream();
            routes.add(route(DEFAULT, url, upstream.apiKey().or(config.openai()::apiKey), upstream, true));
        });
        return routes;
    }

    @PreDestroy
    void close() {
        clients.forEach(HttpClient::close);
    }

    /** The settings of the {@code default} upstream take precedence. A key without an address means OpenAI. */
    private Optional<URI> defaultUrl() {
        Optional<URI> own = defaultUpstream().baseUrl();
        return own.or(config.openai()::baseUrl).or(() -> config.openai().apiKey().map(key -> OPENAI))
                .map(url -> valid(DEFAULT, url));
    }

    /** Present even without configuration, because the map has defaults. */
    private UpstreamConfig defaultUpstream() {
        return Objects.requireNonNull(config.upstreams().get(DEFAULT));
    }

    private static URI required(String name, Optional<URI> url) {
        return valid(name, url.orElseThrow(() -> new IllegalStateException("ponder.upstreams." + name
                + ".base-url is missing (expected the server's address up to and with /v1)")));
    }

    private static URI valid(String name, URI url) {
        boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        if (!http || url.getHost() == null) {
            throw new IllegalStateException("ponder.upstreams." + name + ".base-url: '" + url
                    + "' (expected an address such as http://localhost:8000/v1; see OPENAI_BASE_URL for the default upstream)");
        }
        return url;
    }

    private UpstreamRoute route(String name, URI url, Optional<String> key, UpstreamConfig upstream, boolean fallback) {
        var errors = new UpstreamErrorClassifier(name, key, mapper);
        var transport = new OpenAiTransport(client(upstream), url, key, errors);
        var server = new OpenAiUpstream(name, transport, upstream, timer, mapper, errors);
        return new UpstreamRoute(server, upstream.models().orElse(List.of()), fallback, upstream);
    }

    private HttpClient client(UpstreamConfig upstream) {
        var options = new HttpClientOptions()
                .setConnectTimeout((int) upstream.timeouts().connect().toMillis())
                .setKeepAlive(true)
                .setReceiveBufferSize((int) upstream.receiveBufferSize().asLongValue())
                .setTrustAll(upstream.tls().trustAll())
                .setVerifyHost(!upstream.tls().trustAll());
        upstream.tls().caFile()
                .ifPresent(file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
        HttpClient client = vertx.createHttpClient(options,
                new PoolOptions().setHttp1MaxSize(upstream.maxConnections()));
        clients.add(client);
        return client;
    }
}
