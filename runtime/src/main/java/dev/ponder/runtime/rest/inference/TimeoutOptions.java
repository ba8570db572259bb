package dev.ponder.runtime.rest.inference;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.upstream.TimeoutOverrides;

/** The limits in time that a request sets for its calls. */
final class TimeoutOptions {

    private static final Set<String> MEMBERS = new TreeSet<>(Set.of("connect_ms", "first_byte_ms", "gap_ms",
            "total_ms"));

    private TimeoutOptions() {
    }

    /** What the object says; fails where a limit is above what the operator allows. */
    static TimeoutOverrides read(JsonField timeouts, Duration most) {
        if (!timeouts.present()) {
            return TimeoutOverrides.NONE;
        }
        timeouts.object("an object with " + String.join(", ", MEMBERS)).fieldNames().forEachRemaining(name -> {
            if (!MEMBERS.contains(name)) {
                JsonField field = timeouts.child(name);
                throw RequestException.invalid(field.path(), field.path() + ": unknown (expected one of "
                        + String.join(", ", MEMBERS) + ")");
            }
        });
        return new TimeoutOverrides(limit(timeouts.child("connect_ms"), most),
                limit(timeouts.child("first_byte_ms"), most), limit(timeouts.child("gap_ms"), most),
                limit(timeouts.child("total_ms"), most));
    }

    private static Optional<Duration> limit(JsonField field, Duration most) {
        return field.present() ? Optional.of(Duration.ofMillis(field.integer(1, most.toMillis()))) : Optional.empty();
    }
}
