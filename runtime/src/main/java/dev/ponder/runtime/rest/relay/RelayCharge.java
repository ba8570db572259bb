package dev.ponder.runtime.rest.relay;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.quota.Reservation;
import dev.ponder.runtime.upstream.RelayCall;
import io.vertx.core.buffer.Buffer;

/**
 * Charges a relayed request to its client: the usage that the upstream reports, or an estimate, such as for a client that
 * disconnects before the usage arrives. Not thread-safe.
 */
final class RelayCharge {

    private static final int BYTES_PER_TOKEN = 4;

    private final Reservation reservation;
    private final RelayCall call;
    private final long promptTokens;
    private @Nullable Usage reported;
    private long written;

    RelayCharge(Reservation reservation, RelayCall call, long promptTokens) {
        this.reservation = reservation;
        this.call = call;
        this.promptTokens = promptTokens;
    }

    void used(Usage usage) {
        reported = usage;
    }

    /** An event of a stream is about a token. */
    void received(Buffer bytes) {
        if (!call.streaming()) {
            written += bytes.length();
            return;
        }
        for (int at = 1; at < bytes.length(); at++) {
            if (bytes.getByte(at) == '\n' && bytes.getByte(at - 1) == '\n') {
                written++;
            }
        }
    }

    /** @param failed whether the upstream failed; it charges nothing if it has not written anything then */
    void end(boolean failed) {
        if (reported != null) {
            reservation.charge(call.model(), reported);
        } else if (!failed || written > 0) {
            reservation.charge(call.model(),
                    Usage.of(promptTokens, call.streaming() ? written : written / BYTES_PER_TOKEN));
        }
        reservation.end();
    }
}
