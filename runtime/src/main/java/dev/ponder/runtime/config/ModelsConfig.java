package dev.ponder.runtime.config;

import java.util.Map;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;

/** Names of models for clients. */
@ConfigGroup
public interface ModelsConfig {

    /**
     * Whether {@code GET /v1/models} also lists each model with each strategy, such as {@code moa-gpt-4o}, for clients
     * that offer only listed models.
     */
    @WithDefault("false")
    boolean listStrategies();

    /**
     * Aliases: the key is the model name that clients of every protocol use. The name {@code list-strategies} is not
     * available.
     */
    @WithParentName
    @ConfigDocMapKey("alias")
    Map<String, AliasConfig> aliases();

    /** An alias. */
    @ConfigGroup
    interface AliasConfig {

        /** Model that the alias stands for, with or without a strategy: {@code moa-gpt-4o}. */
        String model();
    }
}
