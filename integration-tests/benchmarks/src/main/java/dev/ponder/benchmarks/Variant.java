package dev.ponder.benchmarks;

import java.nio.file.Path;
import java.util.List;

/**
 * A server as it is measured.
 *
 * @param name its name in reports
 * @param kind what it is
 * @param java the java command of a JVM
 * @param jvmOptions the options of a JVM
 */
record Variant(String name, Kind kind, Path java, List<String> jvmOptions) {

    /** Kinds of servers. */
    enum Kind {
        DIRECT, NGINX, HAPROXY, BARE_RELAY, PONDER
    }

    /** No server: the load goes to the mock upstream. */
    static final Variant DIRECT = new Variant("direct", Kind.DIRECT, Path.of(""), List.of());

    boolean isJvm() {
        return kind == Kind.BARE_RELAY || kind == Kind.PONDER;
    }
}
