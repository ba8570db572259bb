package dev.ponder.runtime.config.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;

/**
 * Reads the file that {@code ponder.config-file} names, as a source of the configuration. It takes precedence over
 * environment variables, so that a change has an effect, but not over the command line.
 */
public final class ConfigFileSourceFactory implements ConfigSourceFactory {

    static final String PROPERTY = "ponder.config-file";

    /** Between environment variables, 300, and system properties, 400. */
    private static final int ORDINAL = 350;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        @Nullable
        ConfigValue value = context.getValue(PROPERTY);
        String file = value == null || value.getValue() == null ? "" : value.getValue().strip();
        return file.isEmpty() ? List.of() : List.of(read(Path.of(file)));
    }

    private static ConfigSource read(Path file) {
        try {
            return source(file, ConfigFile.properties(file, Files.readString(file)));
        } catch (IOException e) {
            throw new ConfigurationException(PROPERTY + ": '" + file
                    + "' cannot be read (expected a file of properties or YAML in UTF-8): "
                    + e.getClass().getSimpleName());
        } catch (IllegalArgumentException wrong) {
            throw new ConfigurationException(PROPERTY + ": '" + file + "': " + wrong.getMessage());
        }
    }

    static ConfigSource source(Path file, Map<String, String> properties) {
        return new PropertiesConfigSource(properties, "configuration file " + file, ORDINAL);
    }

    /** Whether a source has the properties of this file. */
    static boolean isOf(Path file, ConfigSource source) {
        return source.getName().equals(source(file, Map.of()).getName());
    }
}
