package dev.ponder.runtime.rest.inference;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.config.LimitsConfig;
import dev.ponder.runtime.engine.RequestLimits;
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

    /** The limits; those that the request does not set are the server's. A request can only set a stricter one. */
    RequestLimits read(JsonField ponder) {
        RequestLimits limits = budget(ponder.child("budget"));
        JsonField quorum = ponder.child("quorum");
        return (quorum.present()
                ? limits.withQuorum(
                        (int) quorum.integer(serverLimits.quorum(), Math.max(serverLimits.quorum(), MAX_QUORUM)))
                : limits)
                .within(timeouts(ponder.child("timeouts")));
    }

    private RequestLimits budget(JsonField budget) {
        if (!budget.present()) {
            return serverLimits;
        }
        checkMembers(budget, BUDGET, "max_calls, max_tokens or deadline_ms", "");
        JsonField calls = budget.child("max_calls");
        JsonField tokens = budget.child("max_tokens");
        JsonField deadline = budget.child("deadline_ms");
        return serverLimits.atMost(
                calls.present() ? (int) calls.integer(1, serverLimits.maxCalls()) : serverLimits.maxCalls(),
                tokens.present() ? tokens.integer(1, serverLimits.maxTokens()) : serverLimits.maxTokens(),
                timeout(deadline, serverLimits.deadline()).orElse(serverLimits.deadline()));
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
