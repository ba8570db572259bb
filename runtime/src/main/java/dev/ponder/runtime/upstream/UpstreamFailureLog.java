package dev.ponder.runtime.upstream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jboss.logging.Logger;

import dev.ponder.api.error.InferenceException;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;

/**
 * Logs failures of upstreams for operators: the first of a kind at once, the same kind again after a minute, with the number
 * of those in between. A request that the upstream rejects as wrong is not logged. Thread-safe.
 */
final class UpstreamFailureLog {

    private static final Logger LOG = Logger.getLogger(UpstreamFailureLog.class);
    private static final Duration QUIET = Duration.ofMinutes(1);
    private static final int MAX_KINDS = 500;

    private final Clock clock;
    private final Map<String, Repeated> kinds = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Repeated> eldest) {
            return size() > MAX_KINDS;
        }
    };

    private static final class Repeated {

        private Instant logged = Instant.EPOCH;
        private long suppressed;
    }

    UpstreamFailureLog(Clock clock) {
        this.clock = clock;
    }

    /** A call failed. */
    void failed(String model, Throwable failure) {
        if (failure instanceof UpstreamException known && known.fault() != Fault.BAD_REQUEST
                && known.fault() != Fault.CIRCUIT_OPEN) {
            warn(known.fault() + kind(known), known.getMessage() + " [model '" + model + "']");
        }
    }

    /** A call failed, and is not retried again. */
    void exhausted(String upstream, String model, int retries, String reason, Throwable failure) {
        if (failure instanceof InferenceException known) {
            warn("exhausted " + upstream + reason,
                    "upstream '" + upstream + "', model '" + model + "': the call failed after "
                            + retries + (retries == 1 ? " retry" : " retries") + " (" + reason
                            + "; see ponder.upstreams."
                            + upstream + ".retry); the last failure: " + known.getMessage());
        }
    }

    /** The message without what differs from call to call. Clients choose the names in a 404. */
    private static String kind(UpstreamException failure) {
        String message = String.valueOf(failure.getMessage());
        return failure.fault() == Fault.NOT_FOUND
                ? message.replaceAll("(?s):.*", "").replaceAll("\\d{6,}", "")
                : message.replaceAll("\\d+ ms|[0-9a-fA-F-]{8,}", "");
    }

    private void warn(String kind, String message) {
        long suppressed;
        synchronized (this) {
            Repeated repeated = kinds.computeIfAbsent(kind, first -> new Repeated());
            Instant now = clock.instant();
            if (now.isBefore(repeated.logged.plus(QUIET))) {
                repeated.suppressed++;
                return;
            }
            suppressed = repeated.suppressed;
            repeated.suppressed = 0;
            repeated.logged = now;
        }
        LOG.warn(suppressed == 0 ? message : message + " (and " + suppressed + " more failures of this kind)");
    }
}
