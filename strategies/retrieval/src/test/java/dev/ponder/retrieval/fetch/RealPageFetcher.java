package dev.ponder.retrieval.fetch;

import java.time.Clock;

import io.vertx.core.Vertx;

/** The page fetcher of the server, for tests of strategies with a web server of this machine. */
public final class RealPageFetcher {

    private RealPageFetcher() {
    }

    public static PageFetcher of(FetchConfig config, Vertx vertx) {
        return new HttpPageFetcher(config, new SystemHostResolver(), vertx, Clock.systemUTC());
    }
}
