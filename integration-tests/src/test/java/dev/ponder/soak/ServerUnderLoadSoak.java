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
 * 1,000 clients that read 1 KB a second, and others that come and leave: what the server holds for them is bounded, and
 * goes with them.
 */
class ServerUnderLoadSoak {

    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration LOAD = Duration.ofMinutes(Integer.getInteger("soak.minutes", 5));
    private static final long SEED = Long.getLong("soak.seed", 42);
    /** Connections to the upstream that have no work are closed after a minute. */
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    /** The connection that asks for the metrics, and one more of it while the first is being given up. */
    private static final int SOCKETS_MORE = 2;
    /** 16 KiB for each client at a time: a leak of one buffer each shows, the pools and tables of the JVM do not. */
    private static final long HEAP_MORE = 16 << 20;
    /** What the server may hold of one stream. The system's buffers at both of its sides come on top. */
    private static final long HELD = 256 << 10;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    private LoadUpstream upstream;
    private PonderProcess server;
    private ProgressTable curve;

    @BeforeEach
    void start() throws Exception {
        upstream = new LoadUpstream();
        server = PonderProcess.start(List.of("-Xmx384m", "-XX:+ExitOnOutOfMemoryError", "-Dsoak.send-buffer=16384",
                "-Dponder.upstreams.default.base-url=" + upstream.baseUrl(),
                "-Dponder.upstreams.default.max-connections=6000",
                "-Dponder.limits.deadline=" + LOAD.plusMinutes(5)));
        curve = new ProgressTable();
    }

    @AfterEach
    void stop() {
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        upstream.close();
    }

    @Test
    void goesBackToWhereItBegan() throws Exception {
        server.gauges().join();
        long idleSockets = server.sockets();

        var first = new SimulatedClients(vertx, server.port(), random);
        first.admit(100, 5_000, ClientPlan::brief);
        first.admit(100, 5_000, ClientPlan::restless);
        var warmUp = new LoadRun(vertx, server, upstream, first, curve);
        warmUp.keepUp(WARM_UP);
        LoadSample before = warmUp.settled(sample -> back(sample, idleSockets), PATIENCE);

        var crowd = new SimulatedClients(vertx, server.port(), random);
        crowd.admit(1_000, 20_000, ClientPlan::patient);
        crowd.admit(200, 20_000, ClientPlan::brief);
        crowd.admit(200, 20_000, ClientPlan::restless);
        var load = new LoadRun(vertx, server, upstream, crowd, curve);
        load.keepUp(LOAD);
        LoadSample after = load.settled(sample -> back(sample, idleSockets), PATIENCE);

        assertThat(crowd.complaints()).as("visits that the server spoiled").isEmpty();
        assertThat(crowd.ended(End.DONE)).as("answers read to their end").isPositive();
        assertThat(load.held().relayed()).as("bytes that the server held of one stream of the relay").isBetween(1L,
                HELD);
        assertThat(load.held().rewritten()).as("bytes that it held of one stream of a strategy").isBetween(1L, HELD);
        assertThat(upstream.openCalls()).as("open upstream calls").isEmpty();
        assertThat(after.sockets()).as("open sockets").isLessThanOrEqualTo(idleSockets + SOCKETS_MORE);
        assertThat(after.gauges().inFlight()).as("in flight").isEqualTo(before.gauges().inFlight());
        assertThat(after.gauges().heap()).as("heap after a collection").isLessThan(before.gauges().heap() + HEAP_MORE);
    }

    private static boolean back(LoadSample sample, long idleSockets) {
        return sample.upstreamCalls() == 0 && sample.sockets() <= idleSockets + SOCKETS_MORE;
    }
}
