package dev.ponder.runtime.rest.inference;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.config.LimitsConfig;
import dev.ponder.runtime.engine.RequestLimits;
import dev.ponder.runtime.security.RequestCaps;
import dev.ponder.runtime.upstream.TimeoutOverrides;

/** Reads the limits of a request: the {@code budget}, {@code quorum} and {@code timeouts} of the ponder object. */
final class RequestLimitsReader {

    private static final int MAX_QUORUM = 64;
    private static final List<String> BUDGET = List.of("max_calls", "max_tokens", "deadline_ms");
    private static final List<String> TIMEOUTS = List.of("connect_ms", "first_byte_ms", "gap_ms", "total_ms");

    private final RequestLimits serverLimits;
    private final Duration longestTimeout;

    RequestLimitsReader(LimitsConfig config) {
        this.serverLimits = RequestLimits.of(config);
        this.longestTimeout = config.maxTimeout();
    }

    /**
     * The limits; those that the request does not set are those of the client, or of the server if it has none. A request
     * can only set a stricter one.
     */
    RequestLimits read(JsonField ponder, RequestCaps client) {
        RequestLimits limits = budget(ponder.child("budget"), serverLimits.cappedBy(client));
        JsonField quorum = ponder.child("quorum");
        return (quorum.present()
                ? limits.withQuorum(
                        (int) quorum.integer(serverLimits.quorum(), Math.max(serverLimits.quorum(), MAX_QUORUM)))
                : limits)
                .within(timeouts(ponder.child("timeouts")));
    }

    private static RequestLimits budget(JsonField budget, RequestLimits most) {
        if (!budget.present()) {
            return most;
        }
        checkMembers(budget, BUDGET, "max_calls, max_tokens or deadline_ms", "");
        JsonField calls = budget.child("max_calls");
        JsonField tokens = budget.child("max_tokens");
        JsonField deadline = budget.child("deadline_ms");
        return most.atMost(
                calls.present() ? (int) calls.integer(1, most.maxCalls()) : most.maxCalls(),
                tokens.present() ? tokens.integer(1, most.maxTokens()) : most.maxTokens(),
                timeout(deadline, most.deadline()).orElse(most.deadline()));
    }

    private TimeoutOverrides timeouts(JsonField timeouts) {
        if (!timeouts.present()) {
            return TimeoutOverrides.NONE;
        }
        checkMembers(timeouts, TIMEOUTS, String.join(", ", TIMEOUTS), "one of ");
        return new TimeoutOverrides(timeout(timeouts.child("connect_ms"), longestTimeout),
                timeout(timeouts.child("first_byte_ms"), longestTimeout),
                timeout(timeouts.child("gap_ms"), longestTimeout),
                timeout(timeouts.child("total_ms"), longestTimeout));
    }

    private static void checkMembers(JsonField field, List<String> known, String names, String of) {
        field.object("an object with " + names).fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                String path = field.child(name).path();
                throw RequestException.invalid(path, path + ": unknown (expected " + of + names + ")");
            }
        });
    }

    private static Optional<Duration> timeout(JsonField field, Duration longest) {
        return field.present()
                ? Optional.of(Duration.ofMillis(field.integer(1, longest.toMillis())))
                : Optional.empty();
    }
}
