package dev.ponder.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ponder.api.Parameter;
import dev.ponder.support.strategies.ClassPathStrategies;
import dev.ponder.support.strategies.ClassPathStrategies.Found;

/** Clients of OptiLLM set parameters by these names at the top level of the body. */
class AncestorParametersTest {

    @ParameterizedTest
    @CsvSource({"bon, best_of_n", "self_consistency, num_samples", "majority_voting, k",
            "cot_reflection, return_full_response", "mcts, mcts_simulations", "mcts, mcts_exploration",
            "mcts, mcts_depth", "rstar, rstar_max_depth", "rstar, rstar_num_rollouts", "rstar, rstar_c",
            "cepo, cepo_bestofn_n", "cepo, cepo_planning_n", "cepo, cepo_planning_m"})
    void areUnderstood(String id, String name) {
        Optional<Found> strategy = ClassPathStrategies.all().stream().filter(found -> found.id().equals(id))
                .findFirst();
        assumeTrue(strategy.isPresent());

        assertThat(strategy.orElseThrow().settings().stream().flatMap(AncestorParametersTest::flatNames))
                .contains(name);
    }

    @Test
    void areUnique() {
        assertThat(ClassPathStrategies.all().stream().flatMap(found -> found.settings().stream())
                .flatMap(AncestorParametersTest::flatNames)).doesNotHaveDuplicates();
    }

    private static Stream<String> flatNames(Class<?> settings) {
        return Stream.of(settings.getMethods()).filter(method -> method.isAnnotationPresent(Parameter.class))
                .map((Method method) -> List.of(method.getAnnotation(Parameter.class).flat())).flatMap(List::stream);
    }
}
