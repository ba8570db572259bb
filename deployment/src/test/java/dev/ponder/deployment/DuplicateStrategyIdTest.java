package dev.ponder.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.ponder.api.Strategy;
import io.quarkus.test.QuarkusUnitTest;

class DuplicateStrategyIdTest {

    @RegisterExtension
    static final QuarkusUnitTest BUILD = TestApplication.of()
            .assertException(failure -> assertThat(TestApplication.faults(failure)).containsExactly(
                    "@Strategy id 'twin' is used by " + First.class.getName() + " and " + Second.class.getName()
                            + " (expected a unique id)"));

    @Test
    void theBuildFailsAndNamesAllClasses() {
        fail(QuarkusUnitTest.THE_BUILD_WAS_EXPECTED_TO_FAIL);
    }

    @Strategy(id = "twin", title = "One")
    static class First extends Toys.Choosing {
    }

    @Strategy(id = "twin", title = "Other")
    static class Second extends Toys.Rewriting {
    }

    @Strategy(id = "single", title = "Without a fault")
    static class Single extends Toys.Speaking {
    }
}
