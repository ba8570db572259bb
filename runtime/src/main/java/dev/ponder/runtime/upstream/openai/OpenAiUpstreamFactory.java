package dev.ponder.runtime.upstream.openai;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.config.UpstreamConfig;
import dev.ponder.runtime.event.TraceContext;
import dev.ponder.runtime.time.Timer;
import dev.ponder.runtime.upstream.Upstream;
import dev.ponder.runtime.upstream.UpstreamFactory;
import dev.ponder.runtime.upstream.UpstreamRoute;
import io.quarkus.arc.All;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.tracing.TracingPolicy;

/** Creates the configured OpenAI-compatible upstreams. Each has its own connection pool until shutdown. */
@Singleton
class OpenAiUpstreamFactory implements UpstreamFactory {

    private static final String DEFAULT = "default";
    private static final String OPENAI = "https://api.openai.com/v1";

    private final PonderConfig config;
    private final Vertx vertx;
    private final Timer timer;
    private final ObjectMapper mapper;
    private final Clock clock;
    private final @Nullable TraceContext traces;
    private final List<HttpClient> clients = new CopyOnWriteArrayList<>();

    OpenAiUpstreamFactory(PonderConfig config, Vertx vertx, Timer timer, ObjectMapper mapper, Clock clock,
            @All List<TraceContext> traces) {
        this.traces = traces.stream().filter(TraceContext::enabled).findFirst().orElse(null);
        this.config = config;
        this.vertx = vertx;
        this.timer = timer;
        this.mapper = mapper;
        this.clock = clock;
    }

    @Override
    public List<UpstreamRoute> routes() {
        var faults = new ArrayList<String>();
        List<Connected> connected = connected(faults);
        if (!faults.isEmpty()) {
            throw new ConfigurationException(String.join("\n", faults));
        }
        boolean only = connected.size() == 1;
        return connected.stream().map(upstream -> route(upstream, only || upstream.name.equals(DEFAULT))).toList();
    }

    @Override
    public List<String> faults() {
        var faults = new ArrayList<String>();
        connected(faults);
        return faults;
    }

    @Override
    public Optional<UpstreamRoute> unlisted(String name, String baseUrl) {
        var credentials = new UpstreamCredentials(Optional.empty(), Map.of(), List.of());
        return Optional
                .of(route(new Connected(name, defaultUpstream(), UpstreamAddress.parse(baseUrl), credentials,
                        Optional.empty()), false));
    }

    @PreDestroy
    void close() {
        clients.forEach(HttpClient::close);
    }

    /** An upstream with what is needed to connect to it. */
    private record Connected(String name, UpstreamConfig config, UpstreamAddress address,
            UpstreamCredentials credentials, Optional<ProxySetting> proxy) {}

    private List<Connected> connected(List<String> faults) {
        var connected = new ArrayList<Connected>();
        Map<String, UpstreamConfig> named = new TreeMap<>(config.upstreams());
        named.remove(DEFAULT);
        named.forEach((name, upstream) -> {
            if (upstream.baseUrl().isEmpty()) {
                faults.add(property(name) + ".base-url is missing (expected the server's address up to and with /v1)");
            } else {
                add(name, upstream.baseUrl().get(), upstream.apiKey(), upstream, faults, connected);
            }
        });
        UpstreamConfig upstream = defaultUpstream();
        Optional<String> key = upstream.apiKey().or(config.openai()::apiKey).filter(text -> !text.isBlank());
        upstream.baseUrl().or(config.openai()::baseUrl).filter(url -> !url.isBlank()).or(() -> key.map(set -> OPENAI))
                .ifPresent(url -> add(DEFAULT, url, key, upstream, faults, connected));
        return connected;
    }

    /** Present even without configuration, because the map has defaults. */
    private UpstreamConfig defaultUpstream() {
        return Objects.requireNonNull(config.upstreams().get(DEFAULT));
    }

    private static String property(String name) {
        return "ponder.upstreams." + name;
    }

    private static void add(String name, String url, Optional<String> key, UpstreamConfig upstream,
            List<String> faults, List<Connected> connected) {
        String property = property(name);
        UpstreamAddress address;
        try {
            address = UpstreamAddress.parse(url);
        } catch (IllegalArgumentException malformed) {
            faults.add(property + ".base-url: '" + url.strip().replaceAll("[?#].*", "").replaceAll("//[^/]*@", "//")
                    + "': " + malformed.getMessage()
                    + " (expected an address such as http://localhost:8000/v1; OPENAI_BASE_URL sets that of the"
                    + " default upstream)");
            return;
        }
        UpstreamCredentials credentials = UpstreamCredentials.of(property, key, address.userInfo(),
                upstream.headers(), faults);
        Optional<ProxySetting> proxy = ProxySetting.of(property, upstream.proxy(), address,
                variable -> ConfigProvider.getConfig().getOptionalValue(variable, String.class), faults);
        upstream.tls().caFile().ifPresent(file -> check(property, file, faults));
        connected.add(new Connected(name, upstream, address, credentials, proxy));
    }

    private static void check(String property, Path file, List<String> faults) {
        try (InputStream pem = Files.newInputStream(file)) {
            if (CertificateFactory.getInstance("X.509").generateCertificates(pem).isEmpty()) {
                faults.add(property + ".tls.ca-file: '" + file + "' contains no certificate (expected a PEM file)");
            }
        } catch (IOException | CertificateException e) {
            faults.add(property + ".tls.ca-file: '" + file + "' cannot be read as certificates (expected a PEM file): "
                    + e.getClass().getSimpleName());
        }
    }

    private UpstreamRoute route(Connected upstream, boolean fallback) {
        UpstreamConfig settings = upstream.config();
        var secrets = new ArrayList<>(upstream.credentials().secrets());
        upstream.proxy().flatMap(ProxySetting::secret).ifPresent(secrets::add);
        secrets.addAll(querySecrets(upstream.address()));
        var errors = new UpstreamErrorClassifier(upstream.name(), Optional.of(upstream.address()),
                upstream.proxy().map(ProxySetting::address), new SecretMask(secrets), mapper, clock);
        HttpClientOptions options = options(upstream);
        var connections = new ConnectionPools(opened -> client(options, settings, opened),
                client(new HttpClientOptions(options).setKeepAlive(false), settings, ignored -> {
                }), clock);
        var transport = new OpenAiTransport(connections, upstream.address(),
                upstream.credentials(), errors, clock, settings.maxReplySize().asLongValue());
        var server = new OpenAiUpstream(upstream.name(), transport, settings,
                new ForwardedHeaders(config.forwardHeaders().orElse(List.of()), traces), timer, mapper, errors);
        Upstream named = settings.modelMap().isEmpty() ? server : new RenamedModels(server, settings.modelMap());
        return new UpstreamRoute(named, settings.models().orElse(List.of()), fallback, settings,
                upstream.address() + upstream.proxy().map(proxy -> " through " + proxy.address()).orElse(""));
    }

    /** Some providers expect the key in the query. */
    private static List<String> querySecrets(UpstreamAddress address) {
        return List.of(address.query().replaceFirst("\\?", "").split("&")).stream()
                .map(parameter -> parameter.substring(parameter.indexOf('=') + 1))
                .filter(value -> value.length() >= 16).toList();
    }

    private static HttpClientOptions options(Connected upstream) {
        UpstreamConfig settings = upstream.config();
        var options = new HttpClientOptions()
                .setConnectTimeout((int) settings.timeouts().connect().toMillis())
                .setKeepAlive(true)
                .setTracingPolicy(TracingPolicy.IGNORE)
                .setReceiveBufferSize((int) settings.receiveBufferSize().asLongValue())
                .setTrustAll(settings.tls().trustAll())
                .setVerifyHost(!settings.tls().trustAll());
        settings.tls().caFile()
                .ifPresent(file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
        upstream.proxy().ifPresent(proxy -> options.setProxyOptions(proxy.options()));
        return options;
    }

    private HttpClient client(HttpClientOptions options, UpstreamConfig upstream, Handler<HttpConnection> opened) {
        HttpClient client = vertx.httpClientBuilder().with(options)
                .with(new PoolOptions().setHttp1MaxSize(upstream.maxConnections()))
                .withConnectHandler(opened).build();
        clients.add(client);
        return client;
    }
}
