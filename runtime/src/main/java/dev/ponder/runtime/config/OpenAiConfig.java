package dev.ponder.runtime.config;

import java.net.URI;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** The short way to one upstream. */
@ConfigGroup
public interface OpenAiConfig {

    /** Base URL of the default upstream, up to and with {@code /v1}. With a key alone it is OpenAI's own. */
    @WithDefault("${OPENAI_BASE_URL:}")
    Optional<URI> baseUrl();

    /** API key of the default upstream. */
    @WithDefault("${OPENAI_API_KEY:}")
    Optional<String> apiKey();
}
