package dev.ponder.soak;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import dev.ponder.soak.SlowClient.End;
import io.vertx.core.Vertx;

/** Runs simulated clients against the server for some time and measures. Timers drive it; the thread of the test waits. */
final class LoadRun {

    private static final Duration BETWEEN_ROWS = Duration.ofSeconds(5);
    private static final long GRACE_SECONDS = 60;

    private final Vertx vertx;
    private final PonderProcess server;
    private final LoadUpstream upstream;
    private final SimulatedClients clients;
    private final ProgressTable table;
    private BufferedBytes buffered = BufferedBytes.NOTHING;

    LoadRun(Vertx vertx, PonderProcess server, LoadUpstream upstream, SimulatedClients clients, ProgressTable table) {
        this.vertx = vertx;
        this.server = server;
        this.upstream = upstream;
        this.clients = clients;
        this.table = table;
    }

    /** Runs the load for this time, then disconnects all clients. Fails as soon as the server does not answer. */
    void run(Duration time) throws Exception {
        var over = new CompletableFuture<Void>();
        long rows = vertx.setPeriodic(BETWEEN_ROWS.toMillis(), fired -> measure().exceptionally(failure -> {
            over.completeExceptionally(failure);
            return null;
        }));
        vertx.setTimer(time.toMillis(), fired -> {
            vertx.cancelTimer(rows);
            clients.stop();
            over.complete(null);
        });
        over.get(time.toSeconds() + GRACE_SECONDS, TimeUnit.SECONDS);
    }

    /** Waits for a sample that matches, no longer than this; returns a sample after a garbage collection. */
    LoadSample settled(Predicate<LoadSample> expected, Duration wait) throws Exception {
        var settled = new CompletableFuture<Void>();
        long deadline = System.nanoTime() + wait.toNanos();
        long looking = vertx.setPeriodic(1_000, fired -> measure().whenComplete((sample, failure) -> {
            if (failure != null) {
                settled.completeExceptionally(failure);
            } else if (expected.test(sample) || System.nanoTime() > deadline) {
                settled.complete(null);
            }
        }));
        settled.get(wait.toSeconds() + GRACE_SECONDS, TimeUnit.SECONDS);
        vertx.cancelTimer(looking);
        server.collectGarbage().get(GRACE_SECONDS, TimeUnit.SECONDS);
        return measure().get(GRACE_SECONDS, TimeUnit.SECONDS);
    }

    /** The most bytes that the server ever buffered of one endless stream. */
    BufferedBytes buffered() {
        return buffered;
    }

    private CompletableFuture<LoadSample> measure() {
        return server.gauges().thenCompose(gauges -> {
            var seen = new CompletableFuture<LoadSample>();
            vertx.runOnContext(turn -> seen.complete(row(gauges)));
            return seen;
        });
    }

    private LoadSample row(Gauges gauges) {
        var sample = new LoadSample(gauges, server.sockets(), upstream.open());
        BufferedBytes now = BufferedBytes.now(clients, upstream, server.port());
        buffered = buffered.or(now);
        table.row(sample, clients.connected().size(), clients.ended(End.DONE), clients.ended(End.DISCONNECTED),
                clients.received(), now);
        return sample;
    }
}
