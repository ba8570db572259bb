package dev.ponder.runtime.rest.ponder;

import java.util.List;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.runtime.strategy.StrategyDescriptor;
import io.smallrye.config.SmallRyeConfig;

/** Describes what requests may set of a strategy, with the defaults of this server. */
@Singleton
public class ParameterSchemas {

    private final SettingDescriptions descriptions;

    ParameterSchemas(SettingDescriptions descriptions) {
        this.descriptions = descriptions;
    }

    /** A schema for each parameter, in the order of their names; the name is its member {@code name}. */
    public List<ObjectNode> of(StrategyDescriptor strategy) {
        Object settings = strategy.parameters().isEmpty() ? null : settings(strategy.settings());
        return strategy.parameters().stream()
                .map(parameter -> ParameterSchema.of(parameter, descriptions.of(parameter.method()), settings))
                .toList();
    }

    /** The server's settings of a strategy; null if they are no configuration of this application. */
    private static @Nullable Object settings(Class<?> type) {
        try {
            return ConfigProvider.getConfig().unwrap(SmallRyeConfig.class).getConfigMapping(type);
        } catch (RuntimeException notMapped) {
            return null;
        }
    }
}
