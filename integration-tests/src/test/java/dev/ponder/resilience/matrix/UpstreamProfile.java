package dev.ponder.resilience.matrix;

import java.util.Locale;
import java.util.Map;

/** The configured upstreams of the matrix. They share one server; the prefix of a model name selects one of them. */
enum UpstreamProfile {

    /** Long timeouts. */
    LONG_TIMEOUTS(Map.of("retry.delay", "1MS")),
    /** Short timeouts and no retries. */
    SHORT_TIMEOUTS(Map.of("timeouts.first-byte", "2S", "timeouts.gap", "2S", "timeouts.total", "4S", "retry.max", "0")),
    /** No retries, so that a failed call loses a candidate. */
    NO_RETRIES(Map.of("retry.max", "0")),
    /** One connection. */
    ONE_CONNECTION(Map.of("max-connections", "1")),
    /** A port that refuses connections. */
    CLOSED(Map.of("retry.delay", "1MS")),
    /** A port that neither accepts nor refuses connections. */
    UNRESPONSIVE(Map.of("timeouts.connect", "1S", "retry.max", "0")),
    /** The same port with a connect timeout that no test reaches. */
    CONNECTING(Map.of("timeouts.connect", "60S", "retry.max", "0"));

    private final Map<String, String> settings;

    UpstreamProfile(Map<String, String> settings) {
        this.settings = settings;
    }

    Map<String, String> settings() {
        return settings;
    }

    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The name of a model of this upstream. */
    String model(String name) {
        return title() + "-" + name;
    }
}
