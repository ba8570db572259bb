package dev.ponder.runtime.warmup;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.config.WarmupConfig;
import dev.ponder.runtime.event.InferenceEvents;
import dev.ponder.runtime.metrics.MeterCleanup;
import dev.ponder.runtime.metrics.ModelMetrics;
import dev.ponder.runtime.quota.QuotaService;
import dev.ponder.runtime.security.access.ClientAuthenticator;
import dev.ponder.runtime.strategy.StrategyDescriptor;
import dev.ponder.runtime.strategy.StrategyRegistry;
import dev.ponder.runtime.time.Timer;
import dev.ponder.runtime.upstream.UpstreamChain;
import dev.ponder.runtime.upstream.UpstreamFactory;
import dev.ponder.runtime.upstream.UpstreamRegistry;
import dev.ponder.runtime.upstream.UpstreamRoute;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;

/**
 * Warms the server up: its classes are loaded and its hot methods compiled before clients need them. This happens before
 * the server opens its port, so no request of a client runs at the same time; that is why listeners, logs and meters can be
 * switched off as a whole. A failure of the warm-up never prevents the start.
 */
@ApplicationScoped
class Warmup {

    private static final Logger LOG = Logger.getLogger(Warmup.class);
    /** After the observers of the application, which may initialize what requests need. */
    private static final int LAST = Integer.MAX_VALUE;
    /** For requests that run when the time is over. */
    private static final Duration GRACE = Duration.ofMillis(500);
    private static final String ALL = "*";

    private final WarmupConfig config;
    private final Config properties;
    private final List<UpstreamFactory> factories;
    private final UpstreamRegistry upstreams;
    private final StrategyRegistry strategies;
    private final InferenceEvents events;
    private final QuotaService quota;
    private final ClientAuthenticator clients;
    private final MeterCleanup meters;
    private final ModelMetrics modelMetrics;
    private final Vertx vertx;
    private final Clock clock;
    private final RandomGenerator random;
    private final UpstreamChain chain;

    Warmup(PonderConfig config, Config properties, @All List<UpstreamFactory> factories, UpstreamRegistry upstreams,
            StrategyRegistry strategies, InferenceEvents events, QuotaService quota, ClientAuthenticator clients,
            MeterCleanup meters, ModelMetrics modelMetrics, Vertx vertx, Clock clock, Timer timer,
            RandomGenerator random) {
        this.config = config.warmup();
        this.properties = properties;
        this.factories = factories;
        this.upstreams = upstreams;
        this.strategies = strategies;
        this.events = events;
        this.quota = quota;
        this.clients = clients;
        this.meters = meters;
        this.modelMetrics = modelMetrics;
        this.vertx = vertx;
        this.clock = clock;
        this.random = random;
        this.chain = new UpstreamChain(config, events, (name, value, tags) -> {
        }, clock, timer, random);
    }

    void start(@Observes @Priority(LAST) StartupEvent started) {
        if (!config.enabled() || config.requests() == 0) {
            return;
        }
        Instant begin = clock.instant();
        String token = Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
        events.pause(true);
        quota.pause(true);
        try (var logs = AccessLogs.off(properties)) {
            int answered = run(token, begin.plus(config.timeout()));
            LOG.debugf("warm-up: %d requests in %d ms", answered, Duration.between(begin, clock.instant()).toMillis());
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            LOG.warnf("the warm-up ended early, so the first requests are slower: %s (see ponder.warmup)", cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            quota.pause(false);
            events.pause(false);
            meters.run(token);
        }
    }

    /** The names are random, so that no alias and no claim of an upstream matches them. */
    private int run(String token, Instant end) throws ExecutionException, InterruptedException, TimeoutException {
        String model = "warmup" + token;
        var server = new WarmupServer(vertx, token, clients.enabled());
        HttpClient client = vertx.createHttpClient(new HttpClientOptions(), new PoolOptions());
        try {
            await(server.listen().toCompletionStage().toCompletableFuture(), end);
            upstreams.addUnlisted(model, upstream(model, server), chain);
            var target = new RequestOptions().setHost("127.0.0.1").setPort(server.port())
                    .putHeader(WarmupServer.TOKEN, token).putHeader("Content-Type", "application/json");
            return await(new WarmupLoad(client, WarmupRequest.round(model, strategies()), target, rootPath(),
                    config.requests(), clock, end).run(), end);
        } finally {
            upstreams.removeUnlisted(model);
            modelMetrics.forget(model);
            client.close();
            close(server);
        }
    }

    /** Waits, so that requests that were cancelled have ended when listeners and meters are switched on again. */
    private void close(WarmupServer server) throws InterruptedException {
        try {
            await(server.close().toCompletionStage().toCompletableFuture(), clock.instant());
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("the warm-up's server did not close", e);
        }
    }

    /** This thread starts the application. It is no event loop, and may wait. */
    private <T> T await(CompletableFuture<T> result, Instant end)
            throws ExecutionException, InterruptedException, TimeoutException {
        return result.get(Duration.between(clock.instant(), end).plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
    }

    private UpstreamRoute upstream(String model, WarmupServer server) {
        return factories.stream().flatMap(factory -> factory.unlisted(model, server.upstream()).stream()).findFirst()
                .orElseThrow(() -> new IllegalStateException("no kind of upstream has an address"));
    }

    private List<String> strategies() {
        List<String> wanted = config.strategies().orElse(List.of());
        return strategies.enabled().stream().map(StrategyDescriptor::id)
                .filter(id -> wanted.contains(id) || wanted.contains(ALL)).toList();
    }

    private String rootPath() {
        return properties.getOptionalValue("quarkus.http.root-path", String.class).orElse("").replaceAll("/+$", "");
    }
}
