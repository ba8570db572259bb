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

class AllFaultsAtOnceTest {

    @RegisterExtension
    static final QuarkusUnitTest BUILD = TestApplication.of()
            .assertException(failure -> assertThat(TestApplication.faults(failure))
                    .hasSize(6)
                    .anySatisfy(fault -> assertThat(fault).contains("'twin' is used by", "First", "Second"))
                    .anySatisfy(fault -> assertThat(fault).contains("id 'Bad-Id'", "SecondThought"))
                    .anySatisfy(fault -> assertThat(fault).contains("implements 0 kinds", "SecondThought"))
                    .anySatisfy(fault -> assertThat(fault).contains("implements 2 kinds", "Undecided"))
                    .anySatisfy(fault -> assertThat(fault).contains("cannot set the type java.lang.Object",
                            "Settings.thing"))
                    .anySatisfy(
                            fault -> assertThat(fault).contains("min 2.0 is greater than max 1.0", "Settings.thing")));

    @Test
    void aDeveloperReadsThemInOneBuild() {
        fail(QuarkusUnitTest.THE_BUILD_WAS_EXPECTED_TO_FAIL);
    }

    @Strategy(id = "twin", title = "One")
    static class First extends Toys.Choosing {
    }

    @Strategy(id = "twin", title = "Other", settings = Settings.class)
    static class Second extends Toys.Choosing {
    }

    @Strategy(id = "Bad-Id", title = "Wrong in two ways")
    static class SecondThought {
    }

    @Strategy(id = "undecided", title = "Undecided")
    static class Undecided extends Toys.ChoosingAndRewriting {
    }

    @ConfigMapping(prefix = "ponder.strategies.twin")
    interface Settings {

        @Parameter(min = 2, max = 1)
        @WithDefault("x")
        Object thing();
    }
}
