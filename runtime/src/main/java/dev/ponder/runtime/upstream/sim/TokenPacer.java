package dev.ponder.runtime.upstream.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.ponder.runtime.time.Timer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Delays the tokens of the simulated model. Delays of zero use no timer. */
final class TokenPacer {

    private final Duration firstToken;
    private final Duration tokenDelay;
    private final Timer delays;

    TokenPacer(Duration firstToken, Duration tokenDelay, Timer delays) {
        this.firstToken = firstToken;
        this.tokenDelay = tokenDelay;
        this.delays = delays;
    }

    private record Timed<T>(Duration after, T item) {}

    /** The item, after the time that its tokens take. */
    <T> Uni<T> whole(T item, int tokens) {
        return waited(new Timed<>(firstToken.plus(tokenDelay.multipliedBy(tokens)), item));
    }

    /** The items of each token, with the delay before each token. */
    <T> Multi<T> tokens(List<List<T>> tokens) {
        var timed = new ArrayList<Timed<T>>();
        Duration after = firstToken;
        for (List<T> token : tokens) {
            for (T item : token) {
                timed.add(new Timed<>(after, item));
                after = Duration.ZERO;
            }
            after = tokenDelay;
        }
        return Multi.createFrom().iterable(timed).onItem().transformToUniAndConcatenate(this::waited);
    }

    private <T> Uni<T> waited(Timed<T> timed) {
        return timed.after().isZero()
                ? Uni.createFrom().item(timed.item())
                : delays.after(timed.after()).replaceWith(timed.item());
    }
}
