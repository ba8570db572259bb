package dev.ponder.runtime.config.provider;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;

/**
 * Reads OptiLLM's provider file, if {@code ponder.proxy.config-file} names one. All other sources take precedence, except the
 * defaults. A fault in the file stops the start.
 */
public final class ProviderFileSourceFactory implements ConfigSourceFactory {

    static final String PROPERTY = "ponder.proxy.config-file";

    /** Below that of {@code application.properties}. */
    private static final int ORDINAL = 200;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        String file = value(context, PROPERTY).orElse("").strip();
        return file.isEmpty()
                ? List.of()
                : List.of(new PropertiesConfigSource(read(Path.of(file), context), "provider file " + file, ORDINAL));
    }

    private static Map<String, String> read(Path file, ConfigSourceContext context) {
        try (Reader yaml = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            var providers = new ProviderFile(file.toString(), variable -> value(context, variable));
            Map<String, String> properties = providers.properties(yaml);
            if (!providers.faults().isEmpty()) {
                throw new ConfigurationException(String.join("\n", providers.faults()));
            }
            return properties;
        } catch (IOException e) {
            throw new ConfigurationException(PROPERTY + ": '" + file + "' cannot be read (expected a YAML file in UTF-8): "
                    + e.getClass().getSimpleName());
        }
    }

    private static Optional<String> value(ConfigSourceContext context, String name) {
        @Nullable ConfigValue value = context.getValue(name);
        return Optional.ofNullable(value).map(ConfigValue::getValue);
    }
}
