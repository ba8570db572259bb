package dev.ponder.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import dev.ponder.api.Answer;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Parameter;
import dev.ponder.api.Strategy;
import dev.ponder.api.chat.FinishReason;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.mutiny.Uni;

/** Settings that only their own package sees, which is not the engine's. */
class HiddenSettingsTest {

    @ConfigMapping(prefix = "ponder.strategies.hidden")
    interface Hidden {

        @Parameter(min = 1, max = 9)
        @WithDefault("3")
        int samples();

        @WithDefault("gpt")
        String judge();
    }

    @Strategy(id = "hidden", title = "Hidden", settings = Hidden.class)
    private static class Reader implements InferenceStrategy.Buffered {

        private final Hidden config;

        Reader(Hidden config) {
            this.config = config;
        }

        @Override
        public Uni<Answer> answer(Inference inference) {
            Hidden settings = inference.settings().of(config);
            return Uni.createFrom().item(
                    Answer.of(settings.samples() + " " + settings.judge() + " " + settings.judge(), FinishReason.STOP));
        }
    }

    @Test
    void aRequestMayChangeOneOfThem() {
        assertThat(StrategyHarness.of(Reader::new, Hidden.class).parameter("samples", 5).ask("Why?").text())
                .isEqualTo("5 gpt gpt");
    }
}
