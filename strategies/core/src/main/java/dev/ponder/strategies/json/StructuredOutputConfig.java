package dev.ponder.strategies.json;

import dev.ponder.api.Parameter;
import dev.ponder.api.StrategySettings;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of structured output. */
@ConfigMapping(prefix = "ponder.strategies.json")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface StructuredOutputConfig extends StrategySettings {

    /** Maximum number of calls that correct a reply which does not conform to the schema, 0 to 3. */
    @WithDefault("3")
    @Parameter(min = 0, max = 3)
    int repairs();

    /**
     * How many replies of a model must have conformed in a row, each at once, before its streams are forwarded while they are
     * generated, 0 to 1000. Until then, and after a reply that does not conform, a stream starts when the answer is validated.
     * 0: every stream is forwarded; if its end shows that it does not conform, it ends with an error.
     */
    @WithDefault("3")
    @Parameter(min = 0, max = 1000)
    int streamAfter();
}
