package dev.ponder.runtime.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.ponder.api.Answer;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Parameter;
import dev.ponder.api.Strategy;
import dev.ponder.testing.TestConfig;
import io.smallrye.mutiny.Uni;

class ParameterDescriptorTest {

    /** Settings as a technique has them. */
    public interface Knobs {

        @Parameter(min = 1, max = 8, flat = {"best_of_n", "n_best"})
        int samplesPerRound();

        @Parameter
        double temperature();

        int notOpen();
    }

    @Strategy(id = "knobby", title = "Knobby", settings = Knobs.class)
    private static class Knobby implements InferenceStrategy.Buffered {

        @Override
        public Uni<Answer> answer(Inference inference) {
            return Uni.createFrom().nothing();
        }
    }

    private static ParameterDescriptor samples(String... cap) {
        var config = new TestConfig();
        for (String value : cap) {
            config.with("ponder.limits.parameters.\"knobby.samples_per_round\".max", value);
        }
        return new StrategyRegistry(List.of(new Knobby()), config.ponder().limits()).find("knobby")
                .flatMap(strategy -> strategy.parameter("samples_per_round")).orElseThrow();
    }

    @Test
    void onlyMarkedSettingsAreOpenAndInTheOrderOfTheirNames() {
        assertThat(ParameterDescriptor.allOf("knobby", Knobs.class)).extracting(ParameterDescriptor::name)
                .containsExactly("samples_per_round", "temperature");
    }

    @Test
    void itKnowsItsPlacesInBody() {
        assertThat(samples().path()).isEqualTo("ponder.knobby.samples_per_round");
        assertThat(samples().flatNames()).containsExactly("best_of_n", "n_best");
    }

    @Test
    void aRangeMayBeOpen() {
        ParameterDescriptor temperature = ParameterDescriptor.allOf("knobby", Knobs.class).get(1);

        assertThat(temperature.min()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(temperature.max()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void anOperatorLowersTheMaximumAndNeverRaisesIt() {
        assertThat(samples().max()).isEqualTo(8);
        assertThat(samples("4").max()).isEqualTo(4);
        assertThat(samples("40").max()).isEqualTo(8);
    }
}
