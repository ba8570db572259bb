package dev.ponder.runtime.upstream.openai;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.config.UpstreamConfig;
import dev.ponder.runtime.config.reload.FileWatcher;
import dev.ponder.runtime.config.reload.WatchedFile;
import dev.ponder.runtime.event.TraceContext;
import dev.ponder.runtime.time.Timer;
import dev.ponder.runtime.upstream.CallForm;
import dev.ponder.runtime.upstream.ModelKnowledge;
import dev.ponder.runtime.upstream.Upstream;
import dev.ponder.runtime.upstream.UpstreamFactory;
import dev.ponder.runtime.upstream.UpstreamRoute;
import dev.ponder.runtime.upstream.openai.preset.ProviderDialect;
import dev.ponder.runtime.upstream.openai.preset.ProviderQuirks;
import io.quarkus.arc.All;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.tracing.TracingPolicy;

/** Creates the configured OpenAI-compatible upstreams. Each has its own connection pool until shutdown. */
@Singleton
class OpenAiUpstreamFactory implements UpstreamFactory {

    private final PonderConfig config;
    private final UpstreamResolver resolver;
    private final UpstreamTls tls;
    private final FileWatcher watcher;
    private final ModelKnowledge knowledge;
    private final Vertx vertx;
    private final Timer timer;
    private final ObjectMapper mapper;
    private final Clock clock;
    private final @Nullable TraceContext traces;
    private final List<HttpClient> clients = new CopyOnWriteArrayList<>();

    @Inject
    OpenAiUpstreamFactory(PonderConfig config, UpstreamTls tls, FileWatcher watcher, ModelKnowledge knowledge,
            Vertx vertx,
            Timer timer, ObjectMapper mapper, Clock clock, @All List<TraceContext> traces) {
        this(config, variable -> ConfigProvider.getConfig().getOptionalValue(variable, String.class), tls, watcher,
                knowledge, vertx, timer, mapper, clock,
                traces.stream().filter(TraceContext::enabled).findFirst().orElse(null));
    }

    /**
     * A factory.
     *
     * @param environment looks up a variable
     * @param traces null if requests are not traced
     */
    OpenAiUpstreamFactory(PonderConfig config, Function<String, Optional<String>> environment, UpstreamTls tls,
            FileWatcher watcher, ModelKnowledge knowledge, Vertx vertx, Timer timer, ObjectMapper mapper, Clock clock,
            @Nullable TraceContext traces) {
        this.traces = traces;
        this.config = config;
        this.resolver = new UpstreamResolver(config, environment);
        this.tls = tls;
        this.watcher = watcher;
        this.knowledge = knowledge;
        this.vertx = vertx;
        this.timer = timer;
        this.mapper = mapper;
        this.clock = clock;
    }

    @Override
    public List<UpstreamRoute> routes() {
        var faults = new ArrayList<String>();
        List<ResolvedUpstream> upstreams = resolved(faults);
        if (!faults.isEmpty()) {
            throw new ConfigurationException(String.join("\n", faults));
        }
        boolean only = upstreams.size() == 1;
        return upstreams.stream()
                .map(upstream -> route(upstream, only || upstream.name().equals(UpstreamResolver.DEFAULT)))
                .toList();
    }

    @Override
    public List<String> faults() {
        var faults = new ArrayList<String>();
        resolved(faults);
        return faults;
    }

    @Override
    public Optional<UpstreamRoute> unlisted(String name, String baseUrl) {
        return Optional.of(route(resolver.unlisted(name, baseUrl), false));
    }

    @PreDestroy
    void close() {
        clients.forEach(HttpClient::close);
    }

    private List<ResolvedUpstream> resolved(List<String> faults) {
        List<ResolvedUpstream> upstreams = resolver.upstreams(faults);
        upstreams.forEach(upstream -> tls.check(upstream.property(), upstream.config(), faults));
        return upstreams;
    }

    private UpstreamRoute route(ResolvedUpstream upstream, boolean fallback) {
        UpstreamConfig settings = upstream.config();
        var mask = new SecretMask(querySecrets(upstream.address()));
        upstream.proxy().flatMap(ProxySetting::secret).ifPresent(secret -> mask.add(List.of(secret)));
        Supplier<UpstreamCredentials> credentials = credentials(upstream, mask);
        var errors = new UpstreamErrorClassifier(upstream.name(), Optional.of(upstream.address()),
                upstream.proxy().map(ProxySetting::address), mask, mapper, clock);
        HttpClientOptions options = options(upstream);
        var connections = new ConnectionPools(opened -> client(options, settings, opened),
                client(new HttpClientOptions(options).setKeepAlive(false), settings, ignored -> {
                }), clock);
        var transport = new OpenAiTransport(connections, upstream.address(), credentials, errors, clock,
                settings.maxReplySize().asLongValue());
        ProviderQuirks quirks = upstream.quirks();
        if (upstream.preset().isPresent()) {
            knowledge.assume(upstream.name(), quirks.choices(), quirks.rejected());
        }
        var server = new OpenAiUpstream(upstream.name(), transport, settings,
                new ForwardedHeaders(config.forwardHeaders().orElse(List.of()), traces), timer, mapper, errors,
                new UsageRequest(upstream.name(), !quirks.rejected().contains(CallForm.STREAM_OPTIONS)));
        return new UpstreamRoute(named(upstream, server), upstream.models(), fallback, settings,
                upstream.address() + upstream.proxy().map(proxy -> " through " + proxy.address()).orElse(""));
    }

    private static Upstream named(ResolvedUpstream upstream, Upstream server) {
        Upstream dialect = upstream.quirks().isNone()
                ? server
                : new ProviderDialect(server, upstream.preset().orElseThrow(), upstream.models());
        return upstream.config().modelMap().isEmpty()
                ? dialect
                : new RenamedModels(dialect, upstream.config().modelMap());
    }

    /** Of a file, those that it contains at present. */
    private Supplier<UpstreamCredentials> credentials(ResolvedUpstream upstream, SecretMask mask) {
        if (upstream.keyFile().isEmpty()) {
            UpstreamCredentials fixed = upstream.credentials(new ArrayList<>());
            mask.add(fixed.secrets());
            return () -> fixed;
        }
        WatchedFile<UpstreamCredentials> file = watcher.watch(upstream.property() + ".api-key-file",
                upstream.keyFile().get(), text -> {
                    UpstreamCredentials read = upstream.credentials(text);
                    mask.add(read.secrets());
                    return read;
                }, changed -> {
                });
        return file::value;
    }

    /** Some providers expect the key in the query. */
    private static List<String> querySecrets(UpstreamAddress address) {
        return List.of(address.query().replaceFirst("\\?", "").split("&")).stream()
                .map(parameter -> parameter.substring(parameter.indexOf('=') + 1))
                .filter(value -> value.length() >= 16).toList();
    }

    private HttpClientOptions options(ResolvedUpstream upstream) {
        UpstreamConfig settings = upstream.config();
        var options = new HttpClientOptions()
                .setConnectTimeout((int) settings.timeouts().connect().toMillis())
                .setKeepAlive(true)
                .setTracingPolicy(TracingPolicy.IGNORE)
                .setReceiveBufferSize((int) settings.receiveBufferSize().asLongValue());
        tls.configure(options, settings);
        upstream.proxy().ifPresent(proxy -> options.setProxyOptions(proxy.options()));
        return options;
    }

    private HttpClient client(HttpClientOptions options, UpstreamConfig upstream, Handler<HttpConnection> opened) {
        HttpClient client = vertx.httpClientBuilder().with(options)
                .with(new PoolOptions().setHttp1MaxSize(upstream.maxConnections()))
                .withConnectHandler(opened).build();
        clients.add(client);
        tls.register(client, upstream);
        return client;
    }
}
