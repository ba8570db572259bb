package dev.ponder.runtime.upstream;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

import dev.ponder.runtime.config.UpstreamConfig;

/**
 * The limits in time of one call; zero is none.
 *
 * @param connect to open a connection
 * @param firstByte from the request to the first byte of a stream's answer
 * @param gap between two pieces of a stream's answer
 * @param total for a call that is not a stream
 */
public record CallTimeouts(Duration connect, Duration firstByte, Duration gap, Duration total) {

    /** What the operator set for a model: the entry that names it exactly, then the longest pattern that matches. */
    public static CallTimeouts of(UpstreamConfig config, String model) {
        var common = config.timeouts();
        var timeouts = new CallTimeouts(common.connect(), common.firstByte(), common.gap(), common.total());
        return config.modelTimeouts().entrySet().stream()
                .filter(entry -> ModelPattern.matches(entry.getKey(), model))
                .max(Comparator.comparing(entry -> rank(entry.getKey(), model)))
                .map(entry -> timeouts.with(new TimeoutOverrides(Optional.empty(),
                        entry.getValue().firstByte(), entry.getValue().gap(), entry.getValue().total())))
                .orElse(timeouts);
    }

    /** These limits with others in their place. Connections are shared, so theirs can only be shortened. */
    public CallTimeouts with(TimeoutOverrides overrides) {
        return new CallTimeouts(overrides.connect().filter(other -> connect.isZero() || other.compareTo(connect) < 0)
                .orElse(connect), overrides.firstByte().orElse(firstByte), overrides.gap().orElse(gap),
                overrides.total().orElse(total));
    }

    private static int rank(String pattern, String model) {
        return pattern.equals(model) ? Integer.MAX_VALUE : pattern.length();
    }
}
