package dev.ponder.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.net.URI;
import java.time.Duration;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.ponder.api.Parameter;
import dev.ponder.api.Strategy;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

class ParameterTypeTest {

    @RegisterExtension
    static final QuarkusUnitTest BUILD = TestApplication.of()
            .assertException(failure -> assertThat(TestApplication.faults(failure)).singleElement().asString()
                    .startsWith("@Parameter on " + Settings.class.getName() + ".page: a request cannot set the type "
                            + URI.class.getName() + " (expected one of ")
                    .contains("int", "java.time.Duration", "or an enum"));

    @Test
    void theBuildFailsAndNamesTheMethodAndTheTypesThatAreAllowed() {
        fail(QuarkusUnitTest.THE_BUILD_WAS_EXPECTED_TO_FAIL);
    }

    @Strategy(id = "wise", title = "Wise", settings = Settings.class)
    static class Wise extends Toys.Choosing {
    }

    enum Mood {
        CALM, BOLD
    }

    @ConfigMapping(prefix = "ponder.strategies.wise")
    interface Settings {

        @Parameter
        @WithDefault("http://localhost")
        URI page();

        /** Not for requests, so of any type. */
        @WithDefault("http://localhost")
        URI library();

        @Parameter
        @WithDefault("calm")
        Mood mood();

        @Parameter
        @WithDefault("1S")
        Duration patience();

        @Parameter
        OptionalInt pages();
    }
}
