package dev.ponder.resilience.matrix;

import java.util.Locale;
import java.util.Map;

/** The upstreams of the matrix: one server, under as many names as there are kinds of settings. A name claims its models. */
enum UpstreamProfile {

    /** Has all the time in the world. */
    PLAIN(Map.of("retry.delay", "1MS")),
    /** Is given little time, once. */
    HASTY(Map.of("timeouts.first-byte", "2S", "timeouts.gap", "2S", "timeouts.total", "4S", "retry.max", "0")),
    /** Is tried once, so that a lost call is a lost candidate. */
    ONCE(Map.of("retry.max", "0")),
    /** Takes one call at a time. */
    NARROW(Map.of("max-connections", "1")),
    /** Is not there. */
    CLOSED(Map.of("retry.delay", "1MS")),
    /** Lets no connection come about. */
    DEAF(Map.of("timeouts.connect", "1S", "retry.max", "0"));

    private final Map<String, String> settings;

    UpstreamProfile(Map<String, String> settings) {
        this.settings = settings;
    }

    Map<String, String> settings() {
        return settings;
    }

    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A model of this upstream. */
    String model(String name) {
        return title() + "-" + name;
    }
}
