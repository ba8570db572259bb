package dev.ponder.runtime.upstream.openai;

import java.time.Duration;

import dev.ponder.runtime.time.Timer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/**
 * Reads what a server says when it refuses. Its status is what counts: words that are long, slow or broken off are taken
 * as far as they came.
 */
final class ErrorBodyReader {

    private static final int LONGEST = 64 * 1024;
    /** A server that refuses has nothing to compute. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Timer delays;

    ErrorBodyReader(Timer delays) {
        this.delays = delays;
    }

    /** The beginning of the reply's body. Never fails. */
    Uni<Buffer> read(UpstreamResponse reply) {
        return Uni.createFrom().deferred(() -> {
            var words = Buffer.buffer();
            Uni<Buffer> whole = reply.body()
                    .onItem().invoke(bytes -> words.appendBuffer(bytes))
                    .select().first(bytes -> words.length() < LONGEST)
                    .collect().last();
            return delays.limit(whole, PATIENCE, () -> new IllegalStateException("late"))
                    .onFailure().recoverWithNull()
                    .map(last -> words.length() > LONGEST ? words.getBuffer(0, LONGEST) : words);
        });
    }
}
