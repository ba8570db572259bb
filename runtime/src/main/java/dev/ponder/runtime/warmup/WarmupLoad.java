package dev.ponder.runtime.warmup;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

/** Sends the requests of the warm-up, a few at a time, until all are answered, one fails, or the time is over. */
final class WarmupLoad {

    private static final int CONCURRENT = 4;

    private final HttpClient client;
    private final List<WarmupRequest> round;
    private final RequestOptions target;
    private final String rootPath;
    private final int requests;
    private final Clock clock;
    private final Instant end;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger(CONCURRENT);
    private final CompletableFuture<Integer> done = new CompletableFuture<>();

    /** @param target host, port and headers of all requests */
    WarmupLoad(HttpClient client, List<WarmupRequest> round, RequestOptions target, String rootPath, int requests,
            Clock clock, Instant end) {
        this.client = client;
        this.round = round;
        this.target = target;
        this.rootPath = rootPath;
        this.requests = requests;
        this.clock = clock;
        this.end = end;
    }

    /** Completes with the number of answers when no request is running. */
    CompletableFuture<Integer> run() {
        for (int i = 0; i < CONCURRENT; i++) {
            next();
        }
        return done;
    }

    private void next() {
        int number = sent.getAndIncrement();
        if (number >= requests || done.isDone() || clock.instant().isAfter(end)) {
            if (running.decrementAndGet() == 0) {
                done.complete(answered.get());
            }
            return;
        }
        WarmupRequest request = round.get(number % round.size());
        client.request(new RequestOptions(target).setMethod(HttpMethod.POST).setURI(rootPath + request.path()))
                .compose(open -> open.send(request.body()))
                .compose(response -> response.body().map(body -> check(request, response, body.length())))
                .onSuccess(answer -> {
                    answered.incrementAndGet();
                    next();
                })
                .onFailure(done::completeExceptionally);
    }

    private static HttpClientResponse check(WarmupRequest request, HttpClientResponse response, int length) {
        if (response.statusCode() != 200 || length == 0) {
            throw new IllegalStateException(request.path() + ": status " + response.statusCode());
        }
        return response;
    }
}
