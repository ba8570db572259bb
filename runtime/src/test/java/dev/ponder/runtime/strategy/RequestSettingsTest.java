package dev.ponder.runtime.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Parameter;
import dev.ponder.api.Strategy;
import dev.ponder.api.chat.ChatRequest;
import io.smallrye.mutiny.Uni;

class RequestSettingsTest {

    /** Settings as a technique has them. */
    public interface Knobs {

        @Parameter(min = 1, max = 8)
        int samples();

        @Parameter
        double temperature();

        String judge();

        default int twice() {
            return 2 * samples();
        }
    }

    private record Configured(int samples, double temperature, String judge) implements Knobs {}

    @Strategy(id = "knobby", title = "Knobby", settings = Knobs.class)
    private static class Knobby implements InferenceStrategy.Transform {

        @Override
        public Uni<ChatRequest> transform(Inference inference) {
            return Uni.createFrom().item(inference.request());
        }
    }

    private final Knobs configured = new Configured(3, 0.7, "gpt");
    private final StrategyDescriptor strategy = StrategyDescriptor
            .of(Knobby.class.getAnnotation(Strategy.class), true, new Knobby());

    private RequestSettings requesting(String parameter, Object value) {
        return new RequestSettings(strategy,
                ParameterValues.NONE.with(strategy.parameter(parameter).orElseThrow(), value));
    }

    @Test
    void whatTheRequestSetsComesFirst() {
        Knobs knobs = requesting("samples", 5).of(configured);

        assertThat(knobs.samples()).isEqualTo(5);
        assertThat(knobs.temperature()).isEqualTo(0.7);
        assertThat(knobs.judge()).isEqualTo("gpt");
    }

    @Test
    void aRequestThatSetsNothingGetsTheConfigurationItself() {
        assertThat(new RequestSettings(strategy, ParameterValues.NONE).of(configured)).isSameAs(configured);
    }

    @Test
    void aLaterValueReplacesAnEarlierOne() {
        ParameterDescriptor samples = strategy.parameter("samples").orElseThrow();
        var values = ParameterValues.NONE.with(samples, 5).with(samples, 6);

        assertThat(new RequestSettings(strategy, values).of(configured).samples()).isEqualTo(6);
    }

    @Test
    void parametersOfAnotherStrategyDoNotCount() {
        var other = new ParameterDescriptor("other", "samples", java.util.List.of(), 1, 8,
                strategy.parameter("samples").orElseThrow().method());
        var settings = new RequestSettings(strategy, ParameterValues.NONE.with(other, 5));

        assertThat(settings.of(configured).samples()).isEqualTo(3);
        assertThat(settings.requested("samples")).isFalse();
    }

    @Test
    void itTellsWhatTheRequestSets() {
        assertThat(requesting("samples", 5).requested("samples")).isTrue();
        assertThat(requesting("samples", 5).requested("temperature")).isFalse();
        assertThat(requesting("samples", 5).requested("unknown")).isFalse();
    }

    @Test
    void anotherConfigurationIsDefectOfTheStrategy() {
        assertThatThrownBy(() -> requesting("samples", 5).of("text")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'knobby'", "java.lang.String", Knobs.class.getName());
    }
}
