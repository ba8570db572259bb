package dev.ponder.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.ponder.api.Parameter;
import dev.ponder.api.Strategy;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

class ParameterRangeTest {

    @RegisterExtension
    static final QuarkusUnitTest BUILD = TestApplication.of()
            .assertException(failure -> assertThat(TestApplication.faults(failure)).containsExactly(
                    "@Parameter on " + Settings.class.getName()
                            + ".empty: min 5.0 is greater than max 4.0 (expected min <= max)"));

    @Test
    void theBuildFailsWhenARangeIsEmpty() {
        fail(QuarkusUnitTest.THE_BUILD_WAS_EXPECTED_TO_FAIL);
    }

    @Strategy(id = "wise", title = "Wise", settings = Settings.class)
    static class Wise extends Toys.Choosing {
    }

    @ConfigMapping(prefix = "ponder.strategies.wise")
    interface Settings {

        @Parameter(min = 5, max = 4)
        @WithDefault("5")
        int empty();

        @Parameter(min = 5, max = 5)
        @WithDefault("5")
        int oneValue();
    }
}
