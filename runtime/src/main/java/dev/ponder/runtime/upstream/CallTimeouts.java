package dev.ponder.runtime.upstream;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

import dev.ponder.runtime.config.ModelPattern;
import dev.ponder.runtime.config.UpstreamConfig;

/**
 * The timeouts of one call; zero is none.
 *
 * @param connect to open a connection
 * @param firstByte from the request to the first byte of a streamed answer
 * @param idle between two chunks of a streamed answer
 * @param total for a call that is not streamed
 */
public record CallTimeouts(Duration connect, Duration firstByte, Duration idle, Duration total) {

    /** The configured timeouts of a model: of the entry with its exact name, else of the longest matching pattern. */
    public static CallTimeouts of(UpstreamConfig config, String model) {
        return config.modelTimeouts().isEmpty() ? ofAll(config) : ofModel(config, model);
    }

    /** The configured timeouts of all models without an entry of their own. */
    public static CallTimeouts ofAll(UpstreamConfig config) {
        var common = config.timeouts();
        return new CallTimeouts(common.connect(), common.firstByte(), common.gap(), common.total());
    }

    private static CallTimeouts ofModel(UpstreamConfig config, String model) {
        CallTimeouts timeouts = ofAll(config);
        return config.modelTimeouts().entrySet().stream()
                .filter(entry -> ModelPattern.matches(entry.getKey(), model))
                .max(Comparator.comparing(entry -> rank(entry.getKey(), model)))
                .map(entry -> timeouts.with(new TimeoutOverrides(Optional.empty(),
                        entry.getValue().firstByte(), entry.getValue().gap(), entry.getValue().total())))
                .orElse(timeouts);
    }

    /** These timeouts with overrides. Connections are shared, so the connect timeout can only be shortened. */
    public CallTimeouts with(TimeoutOverrides overrides) {
        if (overrides.equals(TimeoutOverrides.NONE)) {
            return this;
        }
        return new CallTimeouts(overrides.connect().filter(other -> connect.isZero() || other.compareTo(connect) < 0)
                .orElse(connect), overrides.firstByte().orElse(firstByte), overrides.idle().orElse(idle),
                overrides.total().orElse(total));
    }

    private static int rank(String pattern, String model) {
        return pattern.equals(model) ? Integer.MAX_VALUE : pattern.length();
    }
}
