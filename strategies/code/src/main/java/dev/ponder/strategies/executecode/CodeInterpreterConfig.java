package dev.ponder.strategies.executecode;

import dev.ponder.api.Parameter;
import dev.ponder.api.StrategySettings;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the code interpreter. */
@ConfigMapping(prefix = "ponder.strategies.executecode")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface CodeInterpreterConfig extends StrategySettings {

    /** Maximum number of programs that are run for one answer, 1 to 32. Each needs one call, and one more call writes the answer. */
    @WithDefault("8")
    @Parameter(min = 1, max = 32, flat = "executecode_runs")
    int runs();

    /** Temperature of the calls that write programs, 0 to 2. */
    @WithDefault("0.2")
    @Parameter(min = 0, max = 2, flat = "executecode_temperature")
    double temperature();

    /** Maximum number of tokens of a call that writes a program, including its reasoning, 256 to 131072. */
    @WithDefault("8192")
    @Parameter(min = 256, max = 131072, flat = "executecode_max_tokens")
    int maxTokens();

    /** How many characters of the output of a program the model reads, 200 to 65536. The middle of a longer output is left out. */
    @WithDefault("8000")
    @Parameter(min = 200, max = 65536, flat = "executecode_output_characters")
    int outputCharacters();
}
