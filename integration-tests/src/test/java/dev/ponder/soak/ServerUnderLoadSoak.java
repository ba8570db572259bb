package dev.ponder.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.ponder.soak.SlowClient.End;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/**
 * 1,000 clients that read 1 KB per second, and others that connect and disconnect: the memory and the sockets that the server
 * uses for them are bounded, and are released after them.
 */
class ServerUnderLoadSoak {

    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration LOAD = Duration.ofMinutes(Integer.getInteger("soak.minutes", 5));
    private static final long SEED = Long.getLong("soak.seed", 42);
    /** Idle connections to the upstream are closed after a minute. */
    private static final Duration WAIT = Duration.ofSeconds(100);

    /** The connection that reads the metrics, and its replacement while the first one is closed. */
    private static final int SOCKETS_MORE = 2;
    /** 16 KiB for each concurrent client: a leak of one buffer per client exceeds it, pools and tables of the JVM do not. */
    private static final long HEAP_MORE = 16 << 20;
    /** The most bytes that the server may buffer of one stream, without the socket buffers of the system. */
    private static final long MAX_BUFFERED = 256 << 10;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    private LoadUpstream upstream;
    private PonderProcess server;
    private ProgressTable table;

    @BeforeEach
    void start() throws Exception {
        upstream = new LoadUpstream();
        server = PonderProcess.start(List.of("-Xmx384m", "-XX:+ExitOnOutOfMemoryError", "-Dsoak.send-buffer=16384",
                "-Dponder.upstreams.default.base-url=" + upstream.baseUrl(),
                "-Dponder.upstreams.default.max-connections=6000",
                "-Dponder.limits.deadline=" + LOAD.plusMinutes(5)));
        table = new ProgressTable();
    }

    @AfterEach
    void stop() {
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        upstream.close();
    }

    @Test
    void returnsToItsInitialState() throws Exception {
        server.gauges().join();
        long idleSockets = server.sockets();

        var first = new SimulatedClients(vertx, server.port(), random);
        first.start(100, 5_000, ClientPlan::brief);
        first.start(100, 5_000, ClientPlan::restless);
        var warmUp = new LoadRun(vertx, server, upstream, first, table);
        warmUp.run(WARM_UP);
        LoadSample before = warmUp.settled(sample -> isIdle(sample, idleSockets), WAIT);

        var clients = new SimulatedClients(vertx, server.port(), random);
        clients.start(1_000, 20_000, ClientPlan::patient);
        clients.start(200, 20_000, ClientPlan::brief);
        clients.start(200, 20_000, ClientPlan::restless);
        var load = new LoadRun(vertx, server, upstream, clients, table);
        load.run(LOAD);
        LoadSample after = load.settled(sample -> isIdle(sample, idleSockets), WAIT);

        assertThat(clients.failures()).as("failed requests").isEmpty();
        assertThat(clients.ended(End.DONE)).as("answers read to their end").isPositive();
        assertThat(load.buffered().relayed()).as("bytes that the server buffered of one relayed stream").isBetween(1L,
                MAX_BUFFERED);
        assertThat(load.buffered().rewritten()).as("bytes that the server buffered of one stream of a strategy")
                .isBetween(1L, MAX_BUFFERED);
        assertThat(upstream.openCalls()).as("open upstream calls").isEmpty();
        assertThat(after.sockets()).as("open sockets").isLessThanOrEqualTo(idleSockets + SOCKETS_MORE);
        assertThat(after.gauges().inFlight()).as("in flight").isEqualTo(before.gauges().inFlight());
        assertThat(after.gauges().heap()).as("heap after a collection").isLessThan(before.gauges().heap() + HEAP_MORE);
    }

    private static boolean isIdle(LoadSample sample, long idleSockets) {
        return sample.upstreamCalls() == 0 && sample.sockets() <= idleSockets + SOCKETS_MORE;
    }
}
