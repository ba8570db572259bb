package dev.ponder.runtime.security.access;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import dev.ponder.runtime.concurrent.ThreadOffload;
import dev.ponder.runtime.config.reload.FileWatcher;
import dev.ponder.runtime.metrics.ReloadMetrics;
import dev.ponder.testing.VirtualTime;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Settings of the access control for a test. */
public final class AccessSettings {

    public final VirtualTime time = new VirtualTime();
    private final Map<String, String> properties = new HashMap<>();
    private final FileWatcher files = new FileWatcher(time, new ThreadOffload(Runnable::run), new ReloadMetrics() {

        @Override
        public void watched(String property, BooleanSupplier used) {
        }

        @Override
        public void reloaded(String property, boolean used) {
        }

        @Override
        public void changed(String setting) {
        }
    });

    public AccessSettings() {
        with("api-key", "");
    }

    /** Sets {@code ponder.access.<name>}. */
    public AccessSettings with(String name, String value) {
        properties.put("ponder.access." + name, value);
        return this;
    }

    /** Adds a client with this key. */
    public AccessSettings client(String name, String key) {
        return with("clients." + name + ".key-hashes", Keys.hash(key));
    }

    public AccessConfig config() {
        return new SmallRyeConfigBuilder().withMapping(AccessConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withSources(new PropertiesConfigSource(properties, "test", 500)).build()
                .getConfigMapping(AccessConfig.class);
    }

    public ClientRegistry registry(ClientCheck... checks) {
        return new ClientRegistry(config(), files, List.of(checks), List.of());
    }

    public ClientRegistry registry(TokenAuthenticator tokens) {
        return new ClientRegistry(config(), files, List.of(), List.of(tokens));
    }
}
