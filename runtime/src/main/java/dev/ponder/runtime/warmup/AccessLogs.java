package dev.ponder.runtime.warmup;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** The access logs of Ponder and of Quarkus, which are off until this object is closed. */
final class AccessLogs implements AutoCloseable {

    private static final String QUARKUS = "quarkus.http.access-log.category";

    private record Previous(Logger logger, @Nullable Level level) {}

    private final List<Previous> logs = new ArrayList<>();

    private AccessLogs() {
    }

    static AccessLogs off(Config properties) {
        var off = new AccessLogs();
        Stream.of("ponder.access",
                properties.getOptionalValue(QUARKUS, String.class).orElse("io.quarkus.http.access-log"))
                .map(Logger::getLogger).forEach(logger -> {
                    off.logs.add(new Previous(logger, logger.getLevel()));
                    logger.setLevel(Level.OFF);
                });
        return off;
    }

    @Override
    public void close() {
        logs.forEach(log -> log.logger().setLevel(log.level()));
    }
}
