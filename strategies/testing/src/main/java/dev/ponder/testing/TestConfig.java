package dev.ponder.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.ponder.runtime.config.PonderConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/** The default configuration with some properties set. An unknown property fails, as it fails startup. */
public final class TestConfig {

    private final Map<String, String> properties = new TreeMap<>();
    private final List<String> known = new ArrayList<>(ConfigNames.all(PonderConfig.class, "ponder").toList());

    /** The default configuration. */
    public static PonderConfig defaults() {
        return new TestConfig().ponder();
    }

    /** Sets a property by its full name. */
    public TestConfig with(String property, String value) {
        properties.put(property, value);
        return this;
    }

    /** The configuration of the server. */
    public PonderConfig ponder() {
        return of(PonderConfig.class);
    }

    /** The settings of a strategy. */
    public <C> C of(Class<C> mapping) {
        return ConfigProxy.of(mapping, prefix(mapping), config());
    }

    /** Allows properties of this mapping. */
    void know(Class<?> mapping) {
        known.addAll(ConfigNames.all(mapping, prefix(mapping)).toList());
    }

    /** Fails if a property is set that no mapping has. */
    void check() {
        for (String property : properties.keySet()) {
            if (!ConfigNames.knows(known, property)) {
                throw new AssertionError(property + ": unknown property (expected one of " + known + ")");
            }
        }
    }

    private static String prefix(Class<?> mapping) {
        ConfigMapping annotation = mapping.getAnnotation(ConfigMapping.class);
        if (annotation == null) {
            throw new AssertionError(mapping.getName() + ": is not a @ConfigMapping");
        }
        return annotation.prefix();
    }

    SmallRyeConfig config() {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(properties, "test", 500))
                .build();
    }
}
