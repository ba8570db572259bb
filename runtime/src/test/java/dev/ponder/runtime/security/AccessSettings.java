package dev.ponder.runtime.security;

import java.util.HashMap;
import java.util.Map;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Settings of the access control for a test. */
public final class AccessSettings {

    private final Map<String, String> properties = new HashMap<>();

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
                .withConverter(java.time.Duration.class, 200, new DurationConverter())
                .withSources(new PropertiesConfigSource(properties, "test", 500)).build()
                .getConfigMapping(AccessConfig.class);
    }

    public ClientRegistry registry() {
        return new ClientRegistry(config());
    }
}
