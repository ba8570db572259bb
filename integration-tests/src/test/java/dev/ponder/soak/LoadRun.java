package dev.ponder.soak;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import dev.ponder.soak.SlowClient.End;
import io.vertx.core.Vertx;

/** Lets a crowd at the server for a while, and looks on. Timers alone move it; the test's thread waits. */
final class LoadRun {

    private static final Duration BETWEEN_ROWS = Duration.ofSeconds(5);
    private static final long GRACE_SECONDS = 60;

    private final Vertx vertx;
    private final PonderProcess server;
    private final LoadUpstream upstream;
    private final SimulatedClients crowd;
    private final ProgressTable curve;
    private BufferedBytes held = BufferedBytes.NOTHING;

    LoadRun(Vertx vertx, PonderProcess server, LoadUpstream upstream, SimulatedClients crowd, ProgressTable curve) {
        this.vertx = vertx;
        this.server = server;
        this.upstream = upstream;
        this.crowd = crowd;
        this.curve = curve;
    }

    /** Keeps it up for so long, then sends the crowd away. Fails as soon as the server does not answer. */
    void keepUp(Duration time) throws Exception {
        var over = new CompletableFuture<Void>();
        long rows = vertx.setPeriodic(BETWEEN_ROWS.toMillis(), fired -> look().exceptionally(gone -> {
            over.completeExceptionally(gone);
            return null;
        }));
        vertx.setTimer(time.toMillis(), fired -> {
            vertx.cancelTimer(rows);
            crowd.disperse();
            over.complete(null);
        });
        over.get(time.toSeconds() + GRACE_SECONDS, TimeUnit.SECONDS);
    }

    /** The first sample that is as it should be, or the one when the patience was at an end; after a collection. */
    LoadSample settled(Predicate<LoadSample> asItShouldBe, Duration patience) throws Exception {
        var settled = new CompletableFuture<Void>();
        long deadline = System.nanoTime() + patience.toNanos();
        long looking = vertx.setPeriodic(1_000, fired -> look().whenComplete((sample, gone) -> {
            if (gone != null) {
                settled.completeExceptionally(gone);
            } else if (asItShouldBe.test(sample) || System.nanoTime() > deadline) {
                settled.complete(null);
            }
        }));
        settled.get(patience.toSeconds() + GRACE_SECONDS, TimeUnit.SECONDS);
        vertx.cancelTimer(looking);
        server.collectGarbage().get(GRACE_SECONDS, TimeUnit.SECONDS);
        return look().get(GRACE_SECONDS, TimeUnit.SECONDS);
    }

    /** The most bytes that the server ever held of one stream without an end. */
    BufferedBytes held() {
        return held;
    }

    private CompletableFuture<LoadSample> look() {
        return server.gauges().thenCompose(gauges -> {
            var seen = new CompletableFuture<LoadSample>();
            vertx.runOnContext(turn -> seen.complete(row(gauges)));
            return seen;
        });
    }

    private LoadSample row(Gauges gauges) {
        var sample = new LoadSample(gauges, server.sockets(), upstream.open());
        BufferedBytes now = BufferedBytes.now(crowd, upstream, server.port());
        held = held.or(now);
        curve.row(sample, crowd.present().size(), crowd.ended(End.DONE), crowd.ended(End.LEFT), crowd.received(), now);
        return sample;
    }
}
