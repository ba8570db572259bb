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

/** Configuration by its defaults, with some properties set. A property that nobody knows fails, as it stops a start. */
public final class TestConfig {

    private final Map<String, String> properties = new TreeMap<>();
    private final List<String> known = new ArrayList<>(ConfigNames.all(PonderConfig.class, "ponder").toList());

    /** The defaults of everything. */
    public static PonderConfig defaults() {
        return new TestConfig().ponder();
    }

    /** The same configuration with a property set, by its full name. */
    public TestConfig with(String property, String value) {
        properties.put(property, value);
        return this;
    }

    /** The common tree. */
    public PonderConfig ponder() {
        return of(PonderConfig.class);
    }

    /** A technique's own settings. */
    public <C> C of(Class<C> mapping) {
        return ConfigProxy.of(mapping, prefix(mapping), config());
    }

    /** Lets properties of this mapping be set too. */
    void know(Class<?> mapping) {
        known.addAll(ConfigNames.all(mapping, prefix(mapping)).toList());
    }

    /** Fails when a property was set that no mapping knows. */
    void check() {
        for (String property : properties.keySet()) {
            if (!ConfigNames.knows(known, property)) {
                throw new AssertionError(property + ": there is no such setting (expected one of " + known + ")");
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

    private SmallRyeConfig config() {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(properties, "test", 500))
                .build();
    }
}
