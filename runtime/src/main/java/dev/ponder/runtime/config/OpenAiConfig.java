package dev.ponder.runtime.config;

import java.nio.file.Path;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** The default upstream, under the variable names that OpenAI clients use. */
@ConfigGroup
public interface OpenAiConfig {

    /**
     * Base URL of the default upstream, including {@code /v1}. If only the API key is set, the default is OpenAI's URL.
     */
    @WithDefault("${OPENAI_BASE_URL:}")
    Optional<String> baseUrl();

    /** API key of the default upstream, sent as a bearer token. */
    @WithDefault("${OPENAI_API_KEY:}")
    Optional<String> apiKey();

    /** File with the API key of the default upstream, read again when it changes. */
    @WithDefault("${OPENAI_API_KEY_FILE:}")
    Optional<Path> apiKeyFile();
}
